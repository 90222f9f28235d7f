"""For how long somebody may look."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

DAYS = {
    "1": gettext_lazy("One day"),
    "7": gettext_lazy("7 days"),
    "30": gettext_lazy("30 days"),
}


class PreviewLinkForm(forms.Form):
    """`days` is one of a few."""

    days = forms.ChoiceField(
        label=gettext_lazy("It is good for"),
        choices=list(DAYS.items()),
        initial="7",
        error_messages={
            "required": gettext_lazy("Choose for how long."),
            "invalid_choice": gettext_lazy("Choose for how long from the list."),
        },
    )
