"""Addresses that Postgres would choke on are refused in plain words."""

from __future__ import annotations

import pytest

from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db

STRANGE = ["/%00", "/a%00b/", "/?q=%00", "/?q=%C3%28", "/blog/?page=%ed%a0%80"]


@pytest.mark.parametrize("path", STRANGE)
def test_on_the_platform(path: str, platform_client: BlogClient) -> None:
    response = platform_client().get(path)
    assert response.status_code == 400
    assert "We couldn’t read that request." in response.content.decode()


@pytest.mark.parametrize("path", STRANGE)
def test_on_a_blog(path: str, make_blog: MakeBlog, blog_client: BlogClient) -> None:
    response = blog_client(make_blog()).get(path)
    assert response.status_code == 400
    assert "We couldn’t read that request." in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/about/?q=caf%C3%A9", "/about/?q=%F0%9F%96%8B", "/about/?a=1&a="]
)
def test_any_language_passes(path: str, platform_client: BlogClient) -> None:
    assert platform_client().get(path).status_code == 200


@pytest.mark.parametrize("path", ["/%ff/", "/caf%E9/", "/blog/%E9/"])
def test_bytes_that_are_no_text_are_no_page(
    path: str, make_blog: MakeBlog, blog_client: BlogClient, platform_client: BlogClient
) -> None:
    assert blog_client(make_blog()).get(path).status_code == 404
    assert platform_client().get(path).status_code == 404
