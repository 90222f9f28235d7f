"""Who may do what in the whole house, and which features are on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from inkstead.admin.form_fields import BlogField, LineField, NumberField
from inkstead.admin.forms import PersonForm
from tenants.house.models import MAX_WORDS, Mode
from tenants.house.switches import SWITCHES

MOST_MINUTES = 7 * 24 * 60


class ModeForm(PersonForm):
    """Open, reading, or closed; what people are told, and for how long it will be."""

    mode = forms.ChoiceField(
        label=gettext_lazy("Who may do what"), choices=Mode.choices, widget=forms.RadioSelect
    )
    words = LineField(
        label=gettext_lazy("What people read"),
        max_length=MAX_WORDS,
        required=False,
        help_text=gettext_lazy("A sentence for those who are kept out, in your words."),
    )
    minutes = NumberField(
        label=gettext_lazy("For about how many minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        help_text=gettext_lazy("It is said, and does not end by itself."),
    )
    field_order = ("mode", "words", "minutes", "reason")

    def to_fields(self) -> dict[str, Any]:
        """What `set_mode` takes; the form is valid."""
        data = self.cleaned_data
        minutes = data["minutes"]
        until: datetime | None = timezone.now() + timedelta(minutes=minutes) if minutes else None
        return {**{name: data[name] for name in ("mode", "words", "reason")}, "until": until}


class SwitchForm(PersonForm):
    """A feature on or off, for all or for one blog."""

    name = forms.ChoiceField(
        label=gettext_lazy("Feature"),
        choices=[(one.name, one.title) for one in SWITCHES.values()],
        widget=forms.Select(attrs={"class": "input"}),
    )
    on = forms.ChoiceField(
        label=gettext_lazy("It is"),
        choices=[("no", gettext_lazy("off")), ("yes", gettext_lazy("on"))],
        widget=forms.RadioSelect,
    )
    address = BlogField(help_text=gettext_lazy("Empty: for all blogs."))
    field_order = ("name", "on", "address", "reason")

    def to_fields(self) -> dict[str, Any]:
        """What `set_switch` takes; the form is valid."""
        data = self.cleaned_data
        names = {"name": data["name"], "reason": data["reason"]}
        return {**names, "on": data["on"] == "yes", "tenant": data["address"]}
