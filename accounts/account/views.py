"""The account page, the name, and where one is signed in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.account.access import AccountRequest, account_view
from accounts.account.forms import NameForm
from accounts.account.signed_in import find_session, handle_of, signed_in
from accounts.actions.end_session import end_session
from accounts.actions.end_sessions import end_all_sessions
from accounts.actions.rename_user import rename_user


@require_safe
@account_view
def account(request: AccountRequest) -> HttpResponse:
    """Everything about the account on one page; each part leads to where it is changed."""
    factors = Authenticator.objects.filter(user=request.user).order_by("created_at", "pk")
    context = {
        "emails": EmailAddress.objects.filter(user=request.user).order_by("-primary", "email"),
        "passkeys": [row for row in factors if row.type == Authenticator.Type.WEBAUTHN],
        "types": {row.type for row in factors},
        "sessions": signed_in(request.user, here=request.session.session_key),
        "language_name": dict(settings.LANGUAGES).get(request.LANGUAGE_CODE, ""),
    }
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@account_view
def name(request: AccountRequest) -> HttpResponse:
    """Change how one is called."""
    posted = request.POST if request.method == "POST" else None
    form = NameForm(posted, initial={"name": request.user.name})
    if not form.is_valid():
        return render(request, "accounts/name.html", {"form": form})
    rename_user(request.user, name=form.cleaned_data["name"], by=request.user)
    messages.success(request, _("You are called %(name)s.") % {"name": request.user.display_name})
    return redirect("account")


@require_safe
@account_view
def sessions(request: AccountRequest) -> HttpResponse:
    """Every browser that is signed in, each with a way to sign it out."""
    entries = signed_in(request.user, here=request.session.session_key)
    return render(request, "accounts/sessions.html", {"sessions": entries})


@require_POST
@account_view
def session_end(request: AccountRequest, handle: str) -> HttpResponse:
    """Sign one other browser out, at once and on every blog. This one signs out as always."""
    found = find_session(request.user, handle)
    if handle == handle_of(request.session.session_key or ""):
        messages.error(request, _("That is this browser: use “Sign out”."))
    elif found is None:
        messages.success(request, _("That browser is signed out already."))
    else:
        end_session(found, by=request.user)
        messages.success(request, _("That browser is signed out, here and on all blogs."))
    return redirect("account_sessions")


@require_POST
@account_view
def sessions_end_others(request: AccountRequest) -> HttpResponse:
    """Sign every browser out but this one."""
    end_all_sessions(request.user, by=request.user, keep=request.session)
    messages.success(request, _("Every other browser is signed out."))
    return redirect("account_sessions")
