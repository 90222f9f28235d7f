"""A link to another site, for the navigation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from blog.studio.forms.fields import AddressField, LineField

MAX_TITLE_CHARS = 60


class LinkForm(forms.Form):
    """What it is called, and where it leads: `http` and `https` alone."""

    title = LineField(
        label=gettext_lazy("Words"),
        max_length=MAX_TITLE_CHARS,
        required=True,
        error_messages={"required": gettext_lazy("What is the link to say?")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    url = AddressField(
        label=gettext_lazy("Address"),
        required=True,
        error_messages={"required": gettext_lazy("Where is it to lead?")},
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "https://"}),
    )
