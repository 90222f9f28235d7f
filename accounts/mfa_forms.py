"""allauth's forms for the second factor in our words."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlainFields


class AuthenticateForm(PlainFields, base.AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    labels: ClassVar[dict[str, Any]] = {"code": _("Code")}


class ReauthenticateForm(PlainFields, base.ReauthenticateForm):  # type: ignore[misc]
    """The same, before something that matters."""

    labels: ClassVar[dict[str, Any]] = {"code": _("Code")}


class ActivateForm(PlainFields, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    labels: ClassVar[dict[str, Any]] = {"code": _("Code")}
