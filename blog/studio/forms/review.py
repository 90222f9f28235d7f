"""How an editor answers a draft that was handed in."""

from __future__ import annotations

from datetime import tzinfo

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.models.hand_in import MAX_NOTE_CHARS
from blog.studio.forms.fields import WordsField
from blog.studio.forms.when import WhenForm

ACCEPT, SEND_BACK = "accept", "send_back"


class ReviewForm(WhenForm):
    """One form, two buttons: `do` is `accept`, with a time perhaps, or `send_back`, with a note."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    note = WordsField(
        label=gettext_lazy("Your note"),
        max_length=MAX_NOTE_CHARS,
        widget=forms.Textarea(attrs={"class": "input tall", "rows": 4, "dir": "auto"}),
    )

    def __init__(self, data: QueryDict | None = None, *, version: int, zone: tzinfo) -> None:
        self.zone = zone
        super().__init__(data, initial={"version": version})
        self.accepts = data is not None and data.get("do") == ACCEPT
        self.offer_times()

    def clean(self) -> None:
        data = self.cleaned_data
        if not self.accepts and "note" not in self.errors and not data.get("note", "").strip():
            self.add_error("note", _("Say what is missing, so that it can be mended."))
        at = data.get("publish_at")
        if self.accepts and at is not None and at <= timezone.now():
            self.add_error("publish_at", _("Choose a time to come, or leave it empty."))

    @property
    def version_read(self) -> int:
        """0, which no post has, where none was named."""
        return self.cleaned_data["version"] or 0

    def is_read_at(self, version: int) -> None:
        """Ask again about `version`, which is shown now, with what was typed."""
        self.data = {**self.data, "version": str(version)}
