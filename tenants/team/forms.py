"""What a person types to join a team, or to hand a blog over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.emails import EmailField
from accounts.forms import PASSWORD_HINT
from accounts.models import User
from tenants.models import Invitation, Membership, Tenant
from tenants.signups.mail import objection
from tenants.signups.rules import current


class JoinForm(forms.Form):
    """An account without a blog; the e-mail is asked for when the invitation names none."""

    email = EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Your e-mail is missing: it is how you sign in.")},
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if invitation.email:
            self.fields["email"].disabled = True  # what is posted in its place is not read
            self.initial["email"] = invitation.email

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        sentence = objection(email, current())
        if sentence:
            raise ValidationError(sentence, code="domain")
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "password" in data:
            try:
                validate_password(data["password"], User(email=data.get("email", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data

    def say_known(self) -> None:
        """There is an account with this e-mail: it should sign in."""
        sentence = _("There is an account with this e-mail. Sign in, then accept.")
        self.add_error("email", ValidationError(sentence, code="known"))


class TransferForm(forms.Form):
    """Who gets the blog, and its name typed as a sign that it is meant."""

    to = forms.TypedChoiceField(
        label=_("New owner"), coerce=UUID, error_messages={"required": _("Choose somebody.")}
    )
    name = forms.CharField(
        label=_("Type the blog’s name"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the name, so that it is no slip.")},
    )

    def __init__(self, *args: Any, tenant: Tenant, team: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant
        people = [
            (str(mate.user_id), f"{mate.user.display_name} · {mate.user.email}") for mate in team
        ]
        self.fields["to"].choices = [("", _("Choose…")), *people]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.strip().casefold() != self.tenant.name.strip().casefold():
            raise ValidationError(
                _("The blog is called “%(name)s”."), code="name", params={"name": self.tenant.name}
            )
        return name
