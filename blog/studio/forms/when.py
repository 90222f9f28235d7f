"""When a post is to be public: wall-clock time, and which of two where the clocks go back."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.studio.forms.fields import LineField
from blog.studio.moments import both_times, read


class WhenForm(forms.Form):
    """`publish_at` by the clock of `zone`; `publish_fold` is asked only where the clocks go back.

    Whoever makes it sets `zone` and calls `offer_times()`.
    """

    zone: tzinfo
    both_times: list[tuple[str, str]]

    # Before the time, which is read by it.
    publish_fold = forms.ChoiceField(
        label=gettext_lazy("Which of the two"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the two.")},
    )
    publish_at = LineField(
        label=gettext_lazy("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def offer_times(self) -> None:
        """Let one choose between two times, where the one that was typed comes twice."""
        self.both_times = both_times(str(self["publish_at"].value() or ""), self.zone)
        offered = self.both_times or [("0", ""), ("1", "")]  # left over from another time
        field: Any = self.fields["publish_fold"]
        field.choices = [("", _("Choose one")), *offered]

    def clean_publish_fold(self) -> str:
        """Nothing, where the time does not come twice: what was chosen was for another."""
        fold: str = self.cleaned_data["publish_fold"]
        return fold if self.both_times else ""

    def clean_publish_at(self) -> datetime | None:
        fold = self.cleaned_data.get("publish_fold", "")
        return read(self.cleaned_data["publish_at"], self.zone, fold)

    @property
    def time_asked(self) -> datetime | None:
        """When to publish, in UTC; None: at once."""
        moment: datetime | None = self.cleaned_data["publish_at"]
        return moment
