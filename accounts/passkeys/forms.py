"""allauth's forms for passkeys, each believing this very origin alone.

allauth, by its library, also takes what a page of any subdomain asked the authenticator for
(WebAuthn, 5.1.7: a page may name a parent domain). Blogs are subdomains, so that is refused here.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.origins import origin
from kit.text import UnprintableText, clean_line

MAX_NAME = 60
MAX_CHARS = 20_000  # of an answer; a few hundred are usual
# What the libraries raise on answers that no authenticator gives.
BROKEN = (ArithmeticError, AttributeError, AssertionError, LookupError, TypeError, ValueError)
BROKEN_TOO = (NotImplementedError, RecursionError)


def checked_answer(answer: Any) -> dict[str, Any]:
    """What an authenticator said, if it was this origin that asked; else ValidationError."""
    try:
        packed = answer["response"]["clientDataJSON"]
        said = json.loads(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        own = said["origin"] == platform_origin() and not said.get("crossOrigin")
    except (*BROKEN, *BROKEN_TOO):
        own = False
    if not own:
        raise refusal()
    found: dict[str, Any] = answer
    return found


def platform_origin() -> str:
    """The one origin that may ask for a passkey."""
    from django.conf import settings

    return origin(settings.PLATFORM_HOST)


def refusal() -> ValidationError:
    """One sentence for all that can be wrong: to tell them apart helps nobody but a guesser."""
    return ValidationError(_("That passkey did not work. Try again."), code="passkey")


class Answer(forms.JSONField):
    """What an authenticator answered, as the page's script put it into a hidden field."""

    def __init__(self) -> None:
        super().__init__(
            widget=forms.HiddenInput,
            error_messages={
                "required": _("Your browser did not ask for a passkey."),
                "invalid": _("That passkey did not work. Try again."),
            },
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > MAX_CHARS:
            raise refusal()
        try:
            return super().to_python(value)
        except RecursionError:
            raise refusal() from None


class _Named(forms.Form):
    """What one's passkey is called."""

    def clean_name(self) -> str:
        try:
            return clean_line(self.cleaned_data["name"])
        except UnprintableText:
            raise ValidationError(
                _("The name has a character that cannot be shown."), code="unprintable"
            ) from None


def _name_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("What to call it"),
        required=required,
        max_length=MAX_NAME,
        help_text=_("So that you know it again, when you have several."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Give it a name."),
            "max_length": _("A name has at most 60 characters."),
        },
    )


class AddForm(_Named, allauth.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and its name."""

    name = _name_field(required=False)
    credential = Answer()
    passwordless = None  # always, so nothing to ask

    def clean_name(self) -> str:
        name = super().clean_name()
        return name or get_adapter().generate_authenticator_name(
            self.user, Authenticator.Type.WEBAUTHN
        )

    def clean_credential(self) -> dict[str, Any]:
        return checked_answer(self.cleaned_data["credential"])

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True  # so that its owner must have been verified
        try:
            return super().clean() or self.cleaned_data
        except ValidationError as error:
            raise refusal() from error
        except (*BROKEN, *BROKEN_TOO) as error:
            raise refusal() from error


class RenameForm(_Named, allauth.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for it."""

    name = _name_field(required=True)


class _Proven(forms.Form):
    """An answer that proves who one is."""

    def clean_credential(self) -> Authenticator:
        checked_answer(self.cleaned_data["credential"])
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            raise _in_our_words(error) from error
        except (*BROKEN, *BROKEN_TOO) as error:
            raise refusal() from error


class SignInForm(_Proven, allauth.LoginWebAuthnForm):  # type: ignore[misc]
    """Instead of e-mail and password."""

    credential = Answer()


class SecondStepForm(_Proven, allauth.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """After the password."""

    credential = Answer()


class AgainForm(_Proven, allauth.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before something that matters."""

    credential = Answer()


def _in_our_words(error: ValidationError) -> ValidationError:
    """That there were too many tries may be said; everything else is one sentence."""
    limited = getattr(error, "code", None) == "too_many_login_attempts"
    return error if limited else refusal()
