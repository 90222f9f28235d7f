"""allauth's forms in our words. They validate; allauth's flows act."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as allauth
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.emails import EmailField
from accounts.letters import queue_letter

PASSWORD_HINT = _("Twelve characters or more; a sentence is fine.")
MISSING = {
    "login": _("Type the e-mail address."),
    "password": _("Type your password."),
    "oldpassword": _("Type your password."),
    "password1": _("Choose a password."),
}


class PlainFields(forms.BaseForm):
    """Labels of ours, and no placeholder that repeats them."""

    labels: ClassVar[dict[str, Any]] = {}  # str or lazy str
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]


class LoginForm(PlainFields, allauth.LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    labels: ClassVar[dict[str, Any]] = {"login": _("E-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Browsers offer passkeys in this field, too.
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class ReauthenticateForm(PlainFields, allauth.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    labels: ClassVar[dict[str, Any]] = {"password": _("Password")}


class AddEmailForm(PlainFields, allauth.AddEmailForm):  # type: ignore[misc]
    """One more e-mail for the account."""

    email = EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    labels: ClassVar[dict[str, Any]] = {"email": _("Another e-mail")}


class _NewPassword(PlainFields):
    """A new password is typed once: browsers show it, and a wrong one can be reset."""

    labels: ClassVar[dict[str, Any]] = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
    }
    hints: ClassVar[dict[str, Any]] = {"password1": PASSWORD_HINT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)


class ChangePasswordForm(_NewPassword, allauth.ChangePasswordForm):  # type: ignore[misc]
    """The current password and a new one."""


class SetPasswordForm(_NewPassword, allauth.SetPasswordForm):  # type: ignore[misc]
    """A first password for somebody who had none."""


class ResetPasswordKeyForm(_NewPassword, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password for whoever came by the link in the letter."""


class ResetPasswordForm(forms.Form):
    """Whom to send the letter. Nothing is looked up here: a known e-mail costs the same."""

    email = EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        """Queue the letter; whether anybody has this e-mail is the worker's to find out."""
        email: str = self.cleaned_data["email"].lower()
        queue_letter("reset_password", email=email)
        return email
