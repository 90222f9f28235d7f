"""What is looked for in new posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inkstead.admin.form_fields import as_line
from inkstead.admin.forms import PersonForm
from tenants.watch.models import WatchRules

MAX_CHARS = 20_000
MAX_WORD = 80


class WordsField(forms.CharField):
    """Words, one a line; the value is a list in lower case, each once, in their order."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"class": "input", "rows": 8, "spellcheck": "false"})
        super().__init__(required=False, max_length=MAX_CHARS, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        lines = [as_line(line).lower() for line in super().clean(value).splitlines()]
        if any(len(line) > MAX_WORD for line in lines):
            raise forms.ValidationError(_("A line has at most 80 characters."))
        return list(dict.fromkeys(line for line in lines if line))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class WatchForm(PersonForm):
    """The rules against spam, and why they change."""

    words = WordsField(
        label=_("Words that are looked for"),
        help_text=_("One a line, or several words that follow each other."),
    )
    field_order = ("words", "reason")

    @classmethod
    def showing(cls, rules: WatchRules) -> WatchForm:
        """The form with the rules as they are."""
        return cls(initial={"words": rules.words})
