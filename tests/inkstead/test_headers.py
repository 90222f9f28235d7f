"""What every response tells the browser not to do."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from inkstead.middleware.headers import SecurityHeadersMiddleware
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/about/", "/no-such-page/", "/%00"])
@pytest.mark.parametrize("where", ["platform", "blog"])
def test_every_response_carries_them(
    path: str, where: str, make_blog: MakeBlog, blog_client: BlogClient, platform_client: BlogClient
) -> None:
    client = platform_client() if where == "platform" else blog_client(make_blog())
    headers = client.get(path).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_views_own_value_wins(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"X-Frame-Options": "SAMEORIGIN"})

    response = SecurityHeadersMiddleware(view)(rf.get("/"))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
