"""On a blog's host: ask for a session, receive it, end it. All outside the tenant transaction."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.actions.sign_out import sign_out_here
from accounts.bound_session import start_session
from accounts.models import Session
from journal import audit
from kit.next_path import safe_path
from kit.origins import platform_url
from tenants.access import outside_tenant
from tenants.actions.begin_visit import begin_visit
from tenants.actions.end_visit import end_visit
from tenants.handoff.asked import asked_for
from tenants.handoff.codes import burn
from tenants.handoff.refusals import Why, private, refuse, write_down
from tenants.handoff.secret import digest, is_secret, matches, new_secret
from tenants.http import BlogRequest
from tenants.models import HandoffCode, Membership
from tenants.visits.hold import KEY
from tenants.visits.middleware import over_page
from tenants.visits.models import Ended

VERIFIER_SECONDS = 300  # time enough to sign in on the platform


@outside_tenant
@require_safe
def login(request: BlogRequest) -> HttpResponse:
    """Go to `?next=` if signed in here, else to the platform with a verifier's hash.

    All tabs of a browser that are on their way share one verifier: were each to make its own, the
    last would replace the others', and only its tab would arrive.
    """
    next_path = safe_path(request.GET.get("next")) or reverse("studio:posts")
    visit = asked_for(request)
    if request.user.is_authenticated and not visit:
        return private(HttpResponseRedirect(next_path))
    kept = request.COOKIES.get(settings.HANDOFF_COOKIE_NAME)
    verifier = kept if kept and is_secret(kept) else new_secret()
    query = {"host": request.host.host, "challenge": digest(verifier), "next": next_path}
    if visit:
        query["visit"] = str(visit)
    start = reverse("handoff_start", urlconf=settings.PUBLIC_SCHEMA_URLCONF)
    response = HttpResponseRedirect(platform_url(f"{start}?{urlencode(query)}"))
    response.set_cookie(
        settings.HANDOFF_COOKIE_NAME,
        verifier,
        max_age=VERIFIER_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return private(response)


@outside_tenant
@require_GET  # a HEAD, as link previews send it, must not burn the code
def callback(request: BlogRequest) -> HttpResponse:
    """Burn `?code=` and start the session it stands for, if it was meant for this very browser."""
    code = burn(request.GET.get("code"))
    why = _objection(request, code) if code else Why.UNKNOWN_CODE
    if code and why is None:
        why = _start_session(request, code)
    if why is None or _is_in_already(request, code, why):
        return _enter(code)
    again = (
        f"{reverse('login')}?{urlencode({'next': code.next_path if code else '/studio/posts/'})}"
    )
    by = code.user_id if code else None
    if _was_overtaken(request, why):
        write_down(request, why, by=by, tenant_id=request.tenant.id)
        return private(HttpResponseRedirect(again))
    return refuse(request, why, again=again, by=by, tenant_id=request.tenant.id)


def _objection(request: BlogRequest, code: HandoffCode) -> Why | None:
    """What is wrong with a burned code, or None."""
    user = code.user
    if code.expires_at <= timezone.now():
        return Why.LATE
    if (code.host, code.tenant_id) != (request.host.host, request.tenant.id):
        return Why.ELSEWHERE
    if not matches(request.COOKIES.get(settings.HANDOFF_COOKIE_NAME), code.challenge):
        return Why.OTHER_BROWSER
    if not user.is_active or user.session_epoch != code.epoch:
        return Why.ENDED
    if code.visit_id:
        return None  # an admin's, who is no member: it is looked through as it begins
    if not Membership.objects.filter(user=user, tenant_id=code.tenant_id).exists():
        return Why.NOT_YOURS
    return None


@transaction.atomic
def _start_session(request: BlogRequest, code: HandoffCode) -> Why | None:
    """Start the session; it lives as long as the platform's, and ends with it."""
    live = Session.objects.filter(user=code.user, tenant_id=None, expire_date__gt=timezone.now())
    # Locked: whoever is signing out right now waits, and takes this new session along.
    parent = live.select_for_update().filter(pk=code.parent_session).first()
    if parent is None:
        return Why.ENDED
    session = request.session
    start_session(session, code.user, host=code.host, tenant_id=code.tenant_id, parent=parent.pk)
    session.set_expiry(parent.expire_date)
    session.save()
    if code.visit_id and not _begin_visit(request, code):
        return Why.ENDED
    audit.record("handoff.entered", by=code.user_id, tenant_id=code.tenant_id, target=code.host)
    return None


def _begin_visit(request: BlogRequest, code: HandoffCode) -> bool:
    """Make the new session a visit. Where that is refused it is nobody's: signed in, no part."""
    session = request.session
    key = str(session.session_key)
    if begin_visit(code.visit_id, by=code.user, session_key=key) is None:  # type: ignore[arg-type]
        session.flush()
        return False
    session[KEY] = str(code.visit_id)
    session.save()
    return True


def _is_in_already(request: BlogRequest, code: HandoffCode | None, why: Why) -> bool:
    """Whether the same person is signed in here by now: by another tab, or by this very code.

    A code comes twice when a click is double, or when a browser repeats a request.
    """
    user = request.user
    if not user.is_authenticated:
        return False
    if code is None:
        return is_secret(request.GET.get("code"))
    return why is Why.OTHER_BROWSER and user.pk == code.user_id


def _was_overtaken(request: BlogRequest, why: Why) -> bool:
    """Whether another tab of this browser put its verifier over this one's.

    Tabs that set out at one moment do that, as when a window opens again with all it had. They
    take the way once more, now with the verifier that stayed.
    """
    return why is Why.OTHER_BROWSER and is_secret(request.COOKIES.get(settings.HANDOFF_COOKIE_NAME))


def _enter(code: HandoffCode | None) -> HttpResponse:
    response = HttpResponseRedirect(code.next_path if code else reverse("studio:posts"))
    response.delete_cookie(settings.HANDOFF_COOKIE_NAME, samesite="Lax")
    return private(response)


@outside_tenant
@require_POST
def logout(request: BlogRequest) -> HttpResponse:
    """Sign this browser out: here, on the platform, and on every other blog. A visit ends alone.

    The answer is a page of this host, since a POST may not lead to another one (form-action).
    """
    if request.visit:
        end_visit(request.visit, why=Ended.LEFT, by=request.visit.admin)
        request.session.flush()
        return over_page(request, Ended.LEFT)
    if request.user.is_authenticated:
        sign_out_here(request.session, by=request.user)
    context = {"again": reverse("login"), "blog_name": request.tenant.name}
    return private(render(request, "tenants/signed_out.html", context))
