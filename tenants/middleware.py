"""From a host to a tenant, from a session to a member, from both to the tenant transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import Resolver404, resolve

from kit.origins import blog_url, platform_url
from kit.timings import timed
from tenants.db.scope import database_of, tenant_transaction
from tenants.directory import directory
from tenants.hosts import HostMatch, InvalidHost, Kind, parse
from tenants.http import BlogRequest, PlatformRequest, TenantRef
from tenants.models import Membership, State
from tenants.plans.limits import UNLIMITED, Limits

type Handler = Callable[[HttpRequest], HttpResponse]

# What answers on bare loopback names too: those who ask there follow no redirect.
FROM_INSIDE = {"/health/", "/health/live", "/health/ready", "/internal/tls-ask"}
STUDIO = "/studio/"
FOR_MEMBERS = (STUDIO, "/login/", "/logout/", "/handoff/")
QUIET = "/words/"  # what the editor sends by itself: its answer shows no list of one's blogs
FOR_BOTH = ("/media/", "/look/")  # pictures and sheets, which the studio shows as well
NOWHERE = "inkstead.urls.nowhere"  # one page for every path: unknown, suspended, deleted, ...


class HostMiddleware:
    """The only place that turns a host into a tenant. Sets request.host, .tenant and .urlconf."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            with timed("host"):
                match = self._match(request)
        except InvalidHost as error:
            return HttpResponse(f"Bad request: {error.reason}.\n", "text/plain", status=400)
        if match.kind is Kind.REDIRECT and request.path not in FROM_INSIDE:
            return HttpResponseRedirect(platform_url(request.get_full_path()))
        platform = cast(PlatformRequest, request)
        platform.host = match
        if match.kind in {Kind.PLATFORM, Kind.REDIRECT}:
            platform.tenant = None
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        else:
            with timed("host"):
                tenant = directory.lookup(match.host)
            if tenant is not None and (there := _better_host(request, tenant)):
                return _to_the_address(request, there)
            self._select(cast(BlogRequest, request), tenant)
        return self.get_response(request)

    def _match(self, request: HttpRequest) -> HostMatch:
        return parse(
            request.META.get("HTTP_HOST", ""),
            platform_host=settings.PLATFORM_HOST,
            blogs_domain=settings.BLOGS_DOMAIN,
        )

    def _select(self, request: BlogRequest, tenant: TenantRef | None) -> None:
        request.tenant = tenant  # type: ignore[assignment]  # None only under NOWHERE
        ready = tenant is not None and tenant.state == State.READY
        request.urlconf = settings.ROOT_URLCONF if ready else NOWHERE


def _better_host(request: HttpRequest, tenant: TenantRef) -> str:
    """The host of the blog where this page is to be read; empty when it is this one.

    The studio and what signs people in are on the address that the platform gave, never on a name
    of somebody's own; readers read at the canonical one. What is sent by a form to another address
    is taken there: nobody loses what they just wrote. Nobody is signed in on a name of somebody's
    own, so whoever carries a session reads where it is good for something.
    """
    if request.method not in {"GET", "HEAD"} or tenant.state != State.READY:
        return ""
    path = request.path_info
    if path.startswith(FOR_MEMBERS):
        if path.startswith(STUDIO) and _goes_on(request):
            return ""
        wanted = tenant.primary_host
    elif tenant.host == tenant.primary_host and (
        path.startswith(FOR_BOTH) or settings.SESSION_COOKIE_NAME in request.COOKIES
    ):
        return ""
    else:
        wanted = tenant.canonical_host
    return "" if wanted == tenant.host else wanted


def _goes_on(request: HttpRequest) -> bool:
    """Whether a page asks by its script, which can be led to no other host.

    It was opened before the blog was given another address, and what is written in it is saved
    where it stands; the next page that is opened is at the new one.
    """
    by_script = request.headers.get("Sec-Fetch-Dest") == "empty"
    return by_script and settings.SESSION_COOKIE_NAME in request.COOKIES


def _to_the_address(request: HttpRequest, host: str) -> HttpResponse:
    target = blog_url(host, request.get_full_path())
    response = HttpResponsePermanentRedirect(target)
    response["Cache-Control"] = "no-cache"  # else a browser goes in circles once it is undone
    return response


class IdentityMiddleware:
    """Who is it, and in what role here: asked of public before the tenant transaction begins."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        blog = cast(BlogRequest, request)
        blog.membership, blog.memberships = None, []
        if blog.tenant is not None and blog.user.is_authenticated:
            self._identify(blog)
        return self.get_response(request)

    def _identify(self, request: BlogRequest) -> None:
        user = request.user
        if not user.is_authenticated:
            return
        if request.path.startswith("/studio/") and not request.path.endswith(QUIET):
            own = Membership.objects.of(user)
            if request.visit:  # which others there are is none of a visitor's business
                own = own.filter(tenant_id=request.tenant.id)
            request.memberships = list(own)
            here = [m for m in request.memberships if m.tenant_id == request.tenant.id]
            request.membership = here[0] if here else None
        else:
            request.membership = Membership.objects.filter(
                user=user, tenant_id=request.tenant.id
            ).first()


class TenantTransactionMiddleware:
    """Runs a blog's view, its rendering and its 404 page in one tenant transaction.

    Commits at the end; an exception, or a status of 500 and more, rolls back. Views marked
    `outside_tenant` (sign-in) run without.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tenant: TenantRef | None = request.tenant  # type: ignore[attr-defined]
        if tenant is None or tenant.state != State.READY or _stays_outside(request):
            return self.get_response(request)
        with tenant_transaction(tenant, limits=_limits(request)):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True, using=database_of(tenant))
        return response


def _limits(request: HttpRequest) -> Limits:
    """The plan's, read with the memberships: only in the studio is anything limited written."""
    blog = cast(BlogRequest, request)
    here = [one for one in blog.memberships if one.tenant_id == blog.tenant.id]
    return here[0].tenant.limits if here else UNLIMITED


def _stays_outside(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info, settings.ROOT_URLCONF).func
    except Resolver404:
        return False
    return bool(getattr(view, "outside_tenant", False))
