"""Report a page of a blog: for anybody, without an account and without a script."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import may_try
from inkstead.reports.form import ReportForm
from kit.letterbox.origin import is_from_here
from kit.letterbox.words import not_from_here, too_many
from tenants.actions.keep_report import keep_report

PLACE = "report"
MAX_AT = 1300


@csrf_exempt  # strangers have no session: is_from_here stands in for the token
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Show the form, with the page that `?at=` names; keep a report."""
    at = request.GET.get("at", "")[:MAX_AT]
    form = ReportForm(request.POST if request.method == "POST" else None, place=PLACE, at=at)
    if form.is_bound and not is_from_here(request):
        raise PermissionDenied(not_from_here())
    if not form.is_valid():
        return _show(request, form)
    if not may_try(request, "report", key=str(form.tenant and form.tenant.pk)):
        form.refuse(too_many())
        return _show(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if form.tenant is not None and not form.is_trapped:
        keep_report(form.tenant, **form.to_fields())
    return redirect("report_sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """That it arrived."""
    return render(request, "platform/report_sent.html")


def _show(request: HttpRequest, form: ReportForm, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "platform/report.html", {"form": form}, status=status)
