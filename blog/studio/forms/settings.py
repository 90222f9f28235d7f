"""The blog's own settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from blog.models import Blog
from blog.studio.choices import languages, time_zones
from blog.studio.forms.fields import LineField


class SettingsForm(forms.Form):
    """What the blog is called and how it speaks."""

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=True,
        error_messages={"required": gettext_lazy("A blog needs a name.")},
    )
    description = LineField(
        label=gettext_lazy("Description"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences, for the first page and for search engines."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        error_messages={"invalid_choice": gettext_lazy("Choose a language from the list.")},
        help_text=gettext_lazy("The language most posts are in. Each post may have its own."),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        error_messages={"invalid_choice": gettext_lazy("Choose a time zone from the list.")},
        help_text=gettext_lazy("Dates are shown, and publishing is timed, by this clock."),
    )
    takes_messages = forms.BooleanField(
        label=gettext_lazy("Readers can write to me"),
        required=False,
        help_text=gettext_lazy(
            "Shows a form at /contact/, below the page of that address if there is one. What they"
            " write is in Messages, and comes by e-mail once your address is confirmed."
        ),
    )
    listed = forms.BooleanField(
        label=gettext_lazy("List this blog in discover"),
        required=False,
        help_text=gettext_lazy("Its public posts appear among the newest on the platform’s page."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, blog: Blog, listed: bool, hindrance: str = ""
    ) -> None:
        names = ("name", "description", "language", "time_zone", "takes_messages")
        initial = {name: getattr(blog, name) for name in names}
        super().__init__(data, initial=initial | {"listed": listed})
        fields: dict[str, Any] = self.fields
        fields["listed"].help_text = hindrance or fields["listed"].help_text
        fields["language"].choices = _with(blog.language, languages())
        fields["time_zone"].choices = _with(blog.time_zone, time_zones())


def _with(current: str, choices: list[Any]) -> list[Any]:
    """`choices`, and before them what is stored when the list does not have it."""
    keys = [str(key) for key, _label in choices]
    grouped = [str(key) for _label, group in choices if isinstance(group, list) for key, _ in group]
    return choices if current in [*keys, *grouped] else [(current, current), *choices]
