"""The page that says what is in an export, and the export."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.account.access import AccountRequest, account_view
from accounts.export.download import download_of
from accounts.limits import may_try, too_many
from journal import audit


@require_http_methods(["GET", "HEAD", "POST"])
@account_view
@reauthentication_required  # type: ignore[untyped-decorator]
def export(request: AccountRequest) -> HttpResponseBase:
    """Say what one gets; POST sends it. Only soon after one's password was asked for."""
    if request.method != "POST":
        return render(request, "accounts/export.html")
    if not may_try(request, "export"):
        return too_many(request)
    user = request.user
    audit.record("user.exported", by=user.id, tenant_id=None, target=user.email)
    return download_of(user)
