"""The wall around a visit: one place for every request that it makes, whatever the view."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import audit
from journal.on_behalf import OnBehalf, on_behalf
from kit.tokens import without_tokens
from tenants.actions.end_visit import end_visit
from tenants.db.scope import looking_only
from tenants.http import BlogRequest
from tenants.locked import SAFE, kept_of
from tenants.visits.hold import KEY, objection
from tenants.visits.models import Ended, Visit

type Handler = Callable[[HttpRequest], HttpResponse]

# What is the person's own, or would outlast the visit: nobody does that for them.
NEVER = ("/studio/team/", "/studio/passkey/")
LINKS = re.compile(r"/studio/posts/\d+/links/(\d+/restore/)?")  # to previews: open for days
REFUSED = 403


class VisitMiddleware:
    """On a blog's host, in a session that is a visit: look, stand in, hold writes off, note it.

    Without it such a session is the admin's own, and an admin has no part in the blog.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        blog = cast(BlogRequest, request)
        blog.visit = None
        if blog.tenant is None or KEY not in blog.session:
            return self.get_response(request)
        visit = Visit.objects.told().filter(pk=blog.session[KEY]).first()
        why = _why_over(blog, visit)
        if visit is None or why:
            return _over(blog, visit, why or Ended.CHANGED)
        return self._stand_in(blog, visit)

    def _stand_in(self, request: BlogRequest, visit: Visit) -> HttpResponse:
        request.visit, request.user = visit, visit.person
        who = OnBehalf(actor=visit.admin_id, of=visit.person_id, visit=visit.pk)
        with on_behalf(who), looking_only(not visit.may_change):
            held = not _may_ask(request, visit)
            response = held_off(request) if held else self.get_response(request)
        _note(request, visit, response.status_code)
        return response


def _why_over(request: BlogRequest, visit: Visit | None) -> Ended | None:
    if visit is None:
        return Ended.CHANGED
    by = visit.admin if visit.admin == request.user else None
    key = request.session.session_key
    return objection(visit, by=by, tenant_id=request.tenant.id, session_key=key)


def _may_ask(request: BlogRequest, visit: Visit) -> bool:
    """Whether this request may reach a view: looking may, leaving may, the rest as asked for."""
    if request.method in SAFE or request.path == reverse("logout"):
        return True
    outlasts = request.path.startswith(NEVER) or LINKS.fullmatch(request.path)
    return visit.may_change and not outlasts


def _note(request: BlogRequest, visit: Visit, status: int) -> None:
    """One entry a request, in a transaction of its own: no page is seen that is not noted."""
    with transaction.atomic():
        audit.record(
            "visit.request",
            by=visit.admin_id,
            tenant_id=visit.tenant_id,
            target=without_tokens(request.path),
            method=request.method,
            status=status,
            on_behalf_of=visit.person_id,
            visit=visit.pk,
        )


def held_off(request: BlogRequest) -> HttpResponse:
    """What a visit that may only look gets for anything else; what was sent is shown again."""
    said = _("Nothing was changed: on this visit that is not allowed.")
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"error": said}, status=REFUSED)
    context = {"sentence": said, "kept": kept_of(request)}
    return render(request, "tenants/visit_held_off.html", context, status=REFUSED)


def _over(request: BlogRequest, visit: Visit | None, why: Ended) -> HttpResponse:
    """End the session as well, so that the next request is a stranger's."""
    if visit is not None:
        end_visit(visit, why=why, by=None)
    request.session.flush()
    return over_page(request, why, status=REFUSED)


def over_page(request: BlogRequest, why: Ended, *, status: int = 200) -> HttpResponse:
    """That it is over, why, and the way back to the admin."""
    request.visit = None
    context = {"why": why.label, "blog_name": request.tenant.name}
    response = render(request, "tenants/visit_over.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
