"""The archive, page by page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import BlogClient
from tests.support.writing import published


@pytest.fixture
def many(tenant: Tenant, alice: User) -> None:
    """23 public posts, two of them of the same instant."""
    start = timezone.now() - timedelta(days=30)
    with tenant_transaction(tenant):
        for number in range(1, 24):
            at = start + timedelta(hours=min(number, 22))
            published(alice, f"Number {number:02}", at=at, new_category="Walking")


def test_an_entry_has_title_date_author_category_excerpt_and_read_more(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        at = datetime(2026, 3, 14, 9, tzinfo=UTC)
        published(alice, "On walking", excerpt="It began.", new_category="Walking", at=at)
    text = reader.get("/blog/").content.decode()
    assert '<a href="/blog/on-walking/" dir="auto">On walking</a>' in text
    assert "14 March 2026" in text
    assert 'href="/author/alice/"' in text
    assert 'href="/category/walking/"' in text
    assert "It began." in text
    assert "Read More" in text
    assert "1 min read" in text


@pytest.mark.usefixtures("many")
def test_pages_show_every_post_once_newest_first(reader: Client) -> None:
    seen: list[str] = []
    for number in (1, 2, 3):
        text = reader.get("/blog/", {"page": number}).content.decode()
        seen += [part[:9] for part in text.split('dir="auto">')[1:] if part.startswith("Number")]
        assert f"Page {number} of 3" in text
    assert seen == [f"Number {number:02}" for number in range(23, 0, -1)]


@pytest.mark.usefixtures("many")
def test_the_second_page_says_where_it_is_and_where_to_go(reader: Client) -> None:
    text = reader.get("/blog/?page=2").content.decode()
    assert "Archive, page 2 · Marginalia" in text
    assert "Posts 11 to 20 of 23, newest first" in text
    assert 'rel="prev"' in text
    assert 'href="?page=3" rel="next"' in text
    assert '<link rel="canonical" href="http://alice.inkstead.localhost/blog/?page=2">' in text


@pytest.mark.usefixtures("many")
def test_a_page_that_is_not_there_is_not_found(reader: Client) -> None:
    for number in ("0", "-1", "4", "x", "1.5", "9" * 30, "9" * 5000):
        assert reader.get("/blog/", {"page": number}).status_code == 404


def test_an_empty_blog_has_an_empty_archive(reader: Client) -> None:
    page = reader.get("/blog/")
    assert page.status_code == 200
    assert "Nothing is published here yet." in page.content.decode()
    assert reader.get("/blog/?page=2").status_code == 404


@pytest.mark.parametrize("role", ["admin", "editor", "contributor"])
def test_writers_can_begin_a_post_from_here(
    bob: User, tenant: Tenant, join: object, blog_client: BlogClient, role: str
) -> None:
    assert callable(join)
    join(bob, tenant, role)
    text = blog_client(tenant, bob).get("/blog/").content.decode()
    assert "Create New Post" in text
    assert 'href="/studio/posts/new/"' in text


def test_readers_and_strangers_are_not_asked_to_write(
    charlie: User, tenant: Tenant, blog_client: BlogClient
) -> None:
    for user in (None, charlie):
        assert "Create New Post" not in blog_client(tenant, user).get("/blog/").content.decode()
