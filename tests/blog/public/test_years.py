"""/archive/<year>/: the posts of one year, by the blog's clock."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client

from accounts.models import User
from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import draft, published


def test_each_year_has_a_page_and_the_archive_names_them(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        for year in (2023, 2025, 2025):
            published(alice, f"Of {year}", at=datetime(year, 6, 1, tzinfo=UTC))
        draft(alice, "Draft")
    archive = reader.get("/blog/").text
    assert archive.index('href="/archive/2025/"') < archive.index('href="/archive/2023/"')
    page = reader.get("/archive/2025/").text
    assert page.count("<article") == 2
    assert '<a href="/archive/2025/" aria-current="page">2025</a>' in page
    assert "<h1>2025</h1>" in page
    assert 'rel="canonical" href="http://alice.inkstead.localhost/archive/2025/"' in page


def test_the_blogs_clock_says_which_year_it_is(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        Blog.objects.update(time_zone="Pacific/Auckland")
        published(alice, "New year", at=datetime(2024, 12, 31, 12, tzinfo=UTC))
        published(alice, "Other", at=datetime(2023, 12, 30, 12, tzinfo=UTC))
    assert "New year" in reader.get("/archive/2025/").text
    assert reader.get("/archive/2024/").status_code == 404


def test_one_year_needs_no_list_and_odd_years_are_not_there(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "One", at=datetime(2025, 6, 1, tzinfo=UTC))
    assert "/archive/2025/" not in reader.get("/blog/").text
    for year in ("2024", "0", "1", "9999", "10000", "9" * 30):
        assert reader.get(f"/archive/{year}/").status_code == 404, year
