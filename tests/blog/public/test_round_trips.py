"""How often a page asks the database: few times, whatever the blog holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.look.sheet import AccentSheet
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.directory import directory, find
from tenants.models import Tenant
from tests.support.writing import published

# BEGIN with role and path, the blog's row with its navigation, what the page shows, COMMIT.
MOST = {
    f"/look/{AccentSheet.of('signal', '#ffe680').name}.css": 0,
    "/blog/post-2/": 4,
    "/about/": 4,
    "/contact/": 4,
    "/feed.xml": 4,
    "/": 5,
    "/blog/": 5,
    "/category/walking/": 5,
    "/tag/sea/": 5,
    "/author/alice/": 5,
    "/blog/post-nowhere/": 5,
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
    few = {path: trips(reader, path) for path in MOST}
    fill(tenant, alice, 6, 60)
    many = {path: trips(reader, path) for path in MOST}
    assert many == few
    assert {path: count for path, count in few.items() if count > MOST[path]} == {}
