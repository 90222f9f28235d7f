"""What a deed asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.actions.change import MAX_REASON, Refused, checked_reason
from tenants.actions.rename_tenant import MAX_NAME


class ReasonForm(forms.Form):
    """Why: kept in the audit for good."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON,
        help_text=_("It is kept for good, and the people of the blog may read it."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )

    def clean_reason(self) -> str:
        try:
            return checked_reason(self.cleaned_data["reason"])
        except Refused as error:
            raise forms.ValidationError(str(error)) from None

    @property
    def extra(self) -> dict[str, Any]:
        """What the deed wants beside the reason."""
        return {k: v for k, v in self.cleaned_data.items() if k != "reason"}


class PersonForm(ReasonForm):
    """The same for an account, whose reason no blog's people read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It is kept for good.")


class RenameForm(ReasonForm):
    """A name, an address, or both; what is left as it is does not change."""

    name = forms.CharField(
        label=_("Name"), max_length=MAX_NAME, widget=forms.TextInput(attrs={"class": "input"})
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=253,
        widget=forms.TextInput(attrs={"class": "input", "autocapitalize": "none"}),
    )
    field_order = ("name", "address", "reason")
