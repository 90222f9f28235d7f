"""The form for a domain of the owner's own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from blog.studio.forms.fields import LineField
from tenants.domains.names import MAX_TYPED


class DomainForm(forms.Form):
    """One name; what it may be is decided by `add_domain`, under the blog's lock."""

    domain = LineField(
        label=gettext_lazy("Your domain"),
        max_length=MAX_TYPED,
        required=True,
        error_messages={
            "required": gettext_lazy("Which domain? Type it like this: blog.example.com")
        },
        help_text=gettext_lazy("One that you have registered: blog.example.com, or example.com"),
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "none",
                "autocomplete": "off",
                "spellcheck": "false",
                "inputmode": "url",
                "dir": "ltr",
            }
        ),
    )
