"""Whether the proxy may fetch a certificate for a name: asked from inside, by the proxy alone."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants.hosts import InvalidHost, Kind, parse
from tenants.http import PlatformRequest
from tenants.models import Domain

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED")


@require_safe
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """200 when `?domain=` is ours or a blog's, else 404: one small query, and no Redis.

    The proxy asks by a loopback name and forwards nobody. Whoever comes from outside comes
    through the proxy, which refuses `/internal/`; should it not, the header it adds gives it away.
    """
    if not _comes_from_inside(request) or not _is_ours(request.GET.get("domain", "")):
        raise Http404
    return HttpResponse("yes\n", "text/plain")


def _comes_from_inside(request: HttpRequest) -> bool:
    host = cast(PlatformRequest, request).host
    by_loopback = host.kind is Kind.REDIRECT and host.host not in _own_names()
    return by_loopback and not any(name in request.META for name in FORWARDED)


def _is_ours(domain: str) -> bool:
    try:
        match = parse(
            domain, platform_host=settings.PLATFORM_HOST, blogs_domain=settings.BLOGS_DOMAIN
        )
    except InvalidHost:
        return False
    return match.host in _own_names() or Domain.objects.answering().for_host(match.host).exists()


def _own_names() -> set[str]:
    names = {settings.PLATFORM_HOST, settings.BLOGS_DOMAIN}
    return names | {f"www.{name}" for name in names}
