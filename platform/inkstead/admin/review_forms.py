"""What a decision in the queue asks for: little, since a hundred are to be made in a row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inkstead.admin.form_fields import LineField
from tenants.actions.change import MAX_REASON
from tenants.watch.decisions import Ground


class SeenForm(forms.Form):
    """Which version of the row was on the screen, and which blog is there now."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    shown = forms.UUIDField(widget=forms.HiddenInput, required=False)


class SuspendForm(SeenForm):
    """On what ground, and a sentence of one's own if that says too little."""

    ground = forms.ChoiceField(
        label=_("Why"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why: the owner reads it.")},
    )
    text = LineField(
        label=_("In your words"),
        max_length=MAX_REASON,
        required=False,
        help_text=_("What you saw. Without it the owner reads the sentence above."),
        rows=2,
    )


FORMS: dict[str, type[Any]] = {"trust": SeenForm, "suspend": SuspendForm, "later": SeenForm}
