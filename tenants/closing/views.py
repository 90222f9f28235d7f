"""Close the account, and the way back: after signing in, or by the link in the letter."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.close_user import erased_on
from accounts.closed import closed_user, note_closed
from accounts.limits import may_try, too_many
from accounts.models import User
from tenants.access import signed_in_view
from tenants.actions.close_account import CannotClose, WhyNot, close_account, live_blogs_of
from tenants.actions.reopen_account import reopen_account
from tenants.closing.becomes import what_becomes
from tenants.closing.forms import CloseForm
from tenants.closing.tokens import closed_user_of
from tenants.http import SignedInRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_view
@reauthentication_required  # type: ignore[untyped-decorator]
def close(request: SignedInRequest) -> HttpResponse:
    """Choose for each blog, type the e-mail; only soon after one's password was asked for."""
    user = request.user
    posted = request.POST if request.method == "POST" else None
    if posted is not None and not may_try(request, "closing"):
        return too_many(request)
    form = CloseForm(posted, user=user, tenants=live_blogs_of(user))
    if not form.is_valid():
        return _show(request, form)
    try:
        close_account(user, choices=form.choices, by=user)
    except CannotClose as error:
        form.add_error(None, str(error))
        return _show(request, form)
    logout(request)
    note_closed(request, user)
    return redirect("account_inactive")


def _show(request: SignedInRequest, form: CloseForm) -> HttpResponse:
    becomes = what_becomes(request.user)
    context = {
        "form": form,
        "blogs": [form[name] for name in form.blogs.values()],
        "trashed": becomes.trashed,
        "elsewhere": becomes.elsewhere,
        "refused": WhyNot.STAFF.label if request.user.is_staff else "",
    }
    return render(request, "tenants/close.html", context)


@never_cache
@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    """Where a closed account's sign-in ends; with the way back for whoever gave its password."""
    return _closed(request, closed_user(request), reverse("account_reopen"))


@never_cache
@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    """Open the account again whose password this browser gave in the last quarter of an hour."""
    return _reopen(request, closed_user(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reopen_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter: shows a button; POST opens the account again."""
    user = closed_user_of(token)
    if request.method == "POST":
        response = _reopen(request, user)
    else:
        response = _closed(request, user, request.path, status=200 if user else 410)
    response["Referrer-Policy"] = "same-origin"
    return response


def _closed(
    request: HttpRequest, user: User | None, action: str, *, status: int = 200
) -> HttpResponse:
    closed_at = user.closed_at if user else None
    context = {
        "closed": user,
        "erased_on": erased_on(closed_at) if closed_at else None,
        "action": action,
        "link_is_old": status == 410,
    }
    return render(request, "account/account_inactive.html", context, status=status)


def _reopen(request: HttpRequest, user: User | None) -> HttpResponse:
    if not may_try(request, "reopening"):
        return too_many(request)
    if user is None:
        return _closed(request, None, "", status=410)
    blogs = reopen_account(user)
    messages.success(request, _("Your account is open again. Sign in as before."))
    if blogs:
        names = ", ".join(blog.name for blog in blogs)
        messages.success(request, _("Back as well: %(blogs)s.") % {"blogs": names})
    return redirect("account_login")
