"""What keeps machines from a form, without a script and without asking anybody else.

A field that people do not see, and a signed time: sent too soon or too late, the form asks again
and keeps what was typed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kit.letterbox.stamp import Age, age_of, new_stamp

PLACE = "signup"

_SAID = {
    Age.TOO_FAST: _("That was quicker than anybody types. Send it once more."),
    Age.TOO_OLD: _("This page was open for long. Your words are below: send them once more."),
}
_TRAPPED = _("A field that people do not see was filled in. It is empty again: send it once more.")


class GuardedForm(forms.Form):
    """`website` traps robots; `stamp` says when the form was shown."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {**(kwargs.get("initial") or {}), "stamp": new_stamp(PLACE)}
        super().__init__(*args, **kwargs)

    def guard(self) -> None:
        """Object to what a machine sent; a form calls it last, when it has said all else."""
        too_fast = timedelta(seconds=settings.SIGNUP_MIN_SECONDS)
        age = age_of(str(self.data.get("stamp", "")), PLACE, too_fast=too_fast)
        if age is Age.TOO_OLD or (age is Age.TOO_FAST and not self.errors):
            self.add_error(None, _SAID[age])
        if self.cleaned_data.get("website"):
            self.add_error(None, _TRAPPED)
        self._show_again(anew=age is Age.TOO_OLD)

    def _show_again(self, *, anew: bool) -> None:
        """Empty the trap; what is too old gets a new time."""
        shown = QueryDict(mutable=True)
        shown.update(self.data)
        shown["website"] = ""
        if anew:
            shown["stamp"] = new_stamp(PLACE)
        self.data = shown
