"""What becomes of each blog, and the e-mail typed as a sign that it is meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tenants.actions.close_account import Choices
from tenants.models import Membership, Tenant

DELETE = "delete"


class CloseForm(forms.Form):
    """One choice a blog, then the e-mail."""

    email = forms.CharField(
        label=_("Type your e-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type your e-mail, so that it is no slip.")},
    )

    def __init__(self, *args: Any, user: User, tenants: list[Tenant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        mates = _mates(user, tenants)
        for tenant in tenants:
            own = [mate for mate in mates if mate.tenant_id == tenant.id]
            self.fields[_name(tenant)] = _choice(tenant, own)
        self.order_fields([*map(_name, tenants), "email"])
        self.blogs = {tenant.id: _name(tenant) for tenant in tenants}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if email != self.user.email:
            raise ValidationError(
                _("You sign in with %(email)s."), code="email", params={"email": self.user.email}
            )
        return email

    @property
    def choices(self) -> Choices:
        """What was chosen for each blog."""
        chosen = {blog: self.cleaned_data[name] for blog, name in self.blogs.items()}
        return {blog: None if to == DELETE else UUID(to) for blog, to in chosen.items()}


def _mates(user: User, tenants: list[Tenant]) -> list[Membership]:
    """Everybody who could be given one of the blogs: one query for all."""
    active = Membership.objects.filter(tenant__in=tenants, user__is_active=True)
    return list(active.exclude(user=user).select_related("user").order_by("user__email"))


def _choice(tenant: Tenant, mates: Iterable[Membership]) -> forms.ChoiceField:
    people = [(str(mate.user_id), _give_to(mate.user)) for mate in mates]
    return forms.ChoiceField(
        label=tenant.name,
        choices=[("", _("Choose…")), (DELETE, _("Delete it with the account")), *people],
        error_messages={
            "required": _("Say what becomes of it."),
            "invalid_choice": _("That is not to be had any more. Choose again."),
        },
    )


def _give_to(user: User) -> str:
    return _("Hand it over to %(person)s") % {"person": f"{user.display_name} · {user.email}"}


def _name(tenant: Tenant) -> str:
    return f"blog_{tenant.id.hex}"
