"""How often a page asks the database: few times, whatever the blog holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.look.sheet import AccentSheet
from blog.media.models import Picture
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.directory import directory, find
from tenants.models import Tenant
from tests.support.writing import published

KINDS = ("jpg", "webp")

# BEGIN with role and path, the blog's row with its navigation, what the page shows, COMMIT.
MOST = {
    f"/look/{AccentSheet.of('signal', '#ffe680').name}.css": 0,
    "/blog/post-2/": 4,
    "/blog/with-pictures/": 5,  # all its pictures in one
    "/about/": 4,
    "/contact/": 4,
    "/feed.xml": 5,
    "/": 5,
    "/blog/": 6,  # one more: the years
    "/category/walking/": 5,
    "/tag/sea/": 5,
    "/author/alice/": 5,
    "/search/": 3,
    # a savepoint with its limit of time, the languages, posts, pages, and what is shown of them
    "/search/?q=third+post+": 10,
    "/blog/post-nowhere/": 7,  # two more: did it move, was it taken down
}


def fill(tenant: Tenant, by: User, start: int, stop: int) -> None:
    with tenant_transaction(tenant):
        for number in range(start, stop):
            at = timezone.now() - timedelta(hours=number + 1)
            title, tags = f"Post {number}", ("sea", f"tag {number}", "third")
            published(by, title, at=at, new_category="Walking", tags=tags)


def wear_an_accent(tenant: Tenant) -> None:
    from blog.models import Blog

    with tenant_transaction(tenant):
        Blog.objects.update(theme="signal", accent="#ffe680")


def with_pictures(tenant: Tenant, by: User) -> None:
    """The newest post, with three pictures; the feed has it too."""
    with tenant_transaction(tenant):
        files = [{"w": 9, "h": 9, "f": f"9-0123456789abcdef.{kind}", "size": 1} for kind in KINDS]
        rows = [
            Picture.objects.create(
                name="pier", kind="PNG", width=9, height=9, size=2, state="ready", renditions=files
            )
            for _ in range(3)
        ]
        content = "\n\n".join(row.markdown for row in rows)
        at = timezone.now() - timedelta(minutes=30)
        published(by, "With pictures", content, at=at)


@pytest.fixture
def known_host(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has met the host before, as it has after the first request."""
    host = tenant.domains.get().domain
    monkeypatch.setattr(directory, "lookup", {host: find(host)}.get)


def trips(reader: Client, path: str) -> int:
    """Round trips of one request, BEGIN and COMMIT included."""
    connection = tenant_connection()
    before = connection.round_trips
    reader.get(path)
    return connection.round_trips - before


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("known_host")
def test_pages_take_few_and_no_more_when_posts_grow_tenfold(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    fill(tenant, alice, 0, 6)
    wear_an_accent(tenant)
    with_pictures(tenant, alice)
    reader.get("/search/?q=third+post+")  # stems are asked for once
    few = {path: trips(reader, path) for path in MOST}
    fill(tenant, alice, 6, 60)
    many = {path: trips(reader, path) for path in MOST}
    assert many == few
    assert {path: count for path, count in few.items() if count > MOST[path]} == {}
