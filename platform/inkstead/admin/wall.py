"""Who may enter the admin: staff whose second factor was used in this very session."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from allauth.account import app_settings as account_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def may_enter(request: HttpRequest) -> bool:
    """Whether all three hold: staff, a second factor, and it was used to sign in here."""
    user = request.user
    return is_staff(user) and has_factor(user) and used_factor(request)


def way_in(request: HttpRequest) -> HttpResponseRedirect:
    """Where somebody who may not enter yet goes next. Raises Http404 for whoever never may."""
    user = request.user
    if not user.is_authenticated:
        return _with_next("account_login", request)
    if not is_staff(user):
        raise Http404
    if not has_factor(user):
        messages.warning(request, _("The admin asks for a second factor. Set one up first."))
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    return _with_next(_again(user), request)


def _again(user: object) -> str:
    """Where the second factor is asked for: a code, or the passkey of somebody without an app."""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return "mfa_reauthenticate" if app.exists() else "mfa_reauthenticate_webauthn"


def is_staff(user: object) -> bool:
    """Whether this is an admin whose account is open."""
    return isinstance(user, User) and user.is_active and user.is_staff


def has_factor(user: object) -> bool:
    """Whether this person set up an authenticator; recovery codes alone are none."""
    return isinstance(user, User) and (
        Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
    )


def used_factor(request: HttpRequest) -> bool:
    """Whether this session was signed in to, or confirmed, by a second factor."""
    user = request.user if isinstance(request.user, User) else None
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def used_factor_lately(request: HttpRequest) -> bool:
    """Whether it was used in this session some minutes ago at most."""
    user = request.user if isinstance(request.user, User) else None
    records = get_authentication_records(request, user)
    used = [float(record.get("at", 0)) for record in records if record.get("method") == "mfa"]
    return bool(used) and time.time() - max(used) < account_settings.REAUTHENTICATION_TIMEOUT


def asked_again(request: HttpRequest) -> HttpResponseRedirect:
    """The second factor once more; what was sent is kept, and goes on after it."""
    back: HttpResponseRedirect = suspend_request(request, reverse(_again(request.user)))
    return back


def _with_next(name: str, request: HttpRequest) -> HttpResponseRedirect:
    path = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("admin:index")
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': path})}")
