"""A browser's way from one host to another, step by step."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from accounts.models import Session
from tenants.models import Tenant

REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')


def host_of(tenant: Tenant) -> str:
    """The blog's own host."""
    return str(tenant.domains.get(is_primary=True).domain)


def target_of(response: HttpResponse) -> str:
    """Where a response sends the browser: by redirect, or by a page that moves on by itself."""
    if response.status_code in {301, 302}:
        return str(response["Location"])
    found = REFRESH.search(response.content.decode())
    assert found, f"{response.status_code} leads nowhere: {response.content[:300]!r}"
    return html.unescape(found[1])


def query_of(url: str) -> dict[str, str]:
    """The query of an address, one value a name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def path_of(url: str) -> str:
    """An address without scheme and host."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def ask(blog: Client, next_path: str = "/studio/posts/") -> str:
    """Ask the blog for a sign-in; returns the platform's path that it leads to."""
    url = target_of(blog.get("/login/", {"next": next_path}))  # type: ignore[arg-type]
    assert urlsplit(url).hostname == settings.PLATFORM_HOST
    return path_of(url)


def code_for(platform: Client, blog: Client, next_path: str = "/studio/posts/") -> str:
    """Ask the blog, then the platform; returns the one-time code."""
    answer = platform.get(ask(blog, next_path))
    return query_of(target_of(answer))["code"]  # type: ignore[arg-type]


def redeem(blog: Client, code: str) -> HttpResponse:
    """Bring `code` back to a blog."""
    return blog.get("/handoff/", {"code": code})  # type: ignore[return-value]


def assert_refused(response: HttpResponse, sentence: str, status: int) -> None:
    """A page that says why, which nobody keeps and which signs nobody in."""
    assert response.status_code == status
    assert sentence in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert settings.SESSION_COOKIE_NAME not in {
        name for name, cookie in response.cookies.items() if cookie.value
    }


def blog_sessions() -> int:
    """How many sessions there are on blogs' hosts."""
    return Session.objects.filter(tenant_id__isnull=False).count()
