"""Whom to invite, and as what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.emails import EmailField
from tenants.roles import GIVEN, Role, may_give

LETTER, LINK = "letter", "link"  # which button


def roles_to_give(actor: str) -> list[tuple[str, Any]]:
    """The roles that `actor` may give, as choices."""
    return [(role.value, role.label) for role in GIVEN if may_give(actor, role)]


class InviteForm(forms.Form):
    """An e-mail and a role; with the button for a link no e-mail is needed."""

    email = EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), initial=Role.AUTHOR)

    def __init__(self, data: QueryDict | None = None, *, actor: str) -> None:
        super().__init__(data)
        self.fields["role"].choices = roles_to_give(actor)  # type: ignore[attr-defined]
        self.by_link = data is not None and data.get("do") == LINK
        self.fields["email"].disabled = self.by_link  # then what stands in it is not read

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"] or ""
        if not email and not self.by_link:
            raise ValidationError(_("Whom should the letter go to?"), code="required")
        return email


class RoleForm(forms.Form):
    """Another role for somebody."""

    role = forms.ChoiceField()

    def __init__(self, data: QueryDict, *, actor: str) -> None:
        super().__init__(data)
        self.fields["role"].choices = roles_to_give(actor)  # type: ignore[attr-defined]
