"""What a person types on their account page."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.text import UnprintableText, clean_line

MAX_NAME = 120


class NameForm(forms.Form):
    """How a person is called where others see them; may be empty."""

    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=MAX_NAME,
        help_text=_("People you write with see it. Your bylines are set on each blog."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("A name has at most 120 characters.")},
    )

    def clean_name(self) -> str:
        try:
            return clean_line(self.cleaned_data["name"])
        except UnprintableText:
            raise ValidationError(
                _("The name has a character that cannot be shown."), code="unprintable"
            ) from None
