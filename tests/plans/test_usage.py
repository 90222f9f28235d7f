"""What people are told: a calm line at four fifths, a clear one when it is full."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.media.models import Picture
from tenants.actions.invite_member import invite_member
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant, TenantStats
from tenants.plans.usage import Kind, Usage, usage_of
from tests.conftest import BlogClient, Join
from tests.plans.conftest import put_on

pytestmark = pytest.mark.django_db

PAGE = "/studio/settings/plan/"


def counted(tenant: Tenant, **counts: int) -> None:
    TenantStats.objects.filter(pk=tenant.pk).update(**counts)


@pytest.mark.parametrize(
    ("used", "near", "full"),
    [(0, False, False), (7, False, False), (8, True, False), (10, True, True), (12, True, True)],
)
def test_when_it_is_near_and_when_it_is_full(used: int, near: bool, full: bool) -> None:
    usage = Usage(Kind.POSTS, used, 10)
    assert (usage.near, usage.full) == (near, full)
    assert bool(usage.line) == near


def test_nothing_is_said_where_nothing_is_limited() -> None:
    usage = Usage(Kind.POSTS, 10_000, None)
    assert (usage.line, usage.amount) == ("", "10,000, no limit")


def test_a_limit_of_none_at_all_is_full() -> None:
    assert Usage(Kind.DOMAINS, 0, 0).full


def test_the_posts_room_has_a_line_at_four_fifths(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    put_on(tenant, posts=5)
    counted(tenant, posts=3)
    client = blog_client(tenant, alice)
    assert "plan-line" not in client.get("/studio/posts/").content.decode()
    counted(tenant, posts=3, scheduled=1)
    html = client.get("/studio/posts/").content.decode()
    assert "4 of the 5 posts" in html
    counted(tenant, posts=4)
    html = client.get("/studio/posts/").content.decode()
    assert "room for published posts is taken: 5 of 5" in html
    assert "take another one back first" in client.get("/studio/posts/new/").content.decode()


def test_each_room_has_its_own_line(tenant: Tenant, alice: User, blog_client: BlogClient) -> None:
    limits = {"storage_bytes": 1024, "people": 1, "domains": 0, "letters": 0}
    put_on(tenant, **limits)
    with tenant_transaction(tenant):
        Picture.objects.create(name="a.png", kind="PNG", width=1, height=1, size=1024)
    client = blog_client(tenant, alice)
    for path, words in (
        ("media/", "space for pictures is taken: 1.0\xa0KB of 1.0\xa0KB"),
        ("team/", "places on the team are taken: 1 of 1"),
        ("settings/domain/", "no domains of your own"),
        ("messages/", "messages arrive here and nowhere else"),
    ):
        assert words in client.get(f"/studio/{path}").content.decode(), path


def test_an_editor_reads_the_line_without_a_way_to_the_plan(
    tenant: Tenant, bob: User, join: Join, blog_client: BlogClient
) -> None:
    put_on(tenant, posts=1)
    counted(tenant, posts=1)
    join(bob, tenant, "editor")
    html = blog_client(tenant, bob).get("/studio/posts/").content.decode()
    assert "plan-line" in html
    assert PAGE not in html


def test_the_page_has_a_bar_for_each_limit(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    put_on(tenant, posts=4, storage_bytes=1024**2, people=5, letters=10)
    counted(tenant, posts=4, storage_bytes=512 * 1024)
    invite_member(tenant.pk, role="author", email="dora@post.example", by=alice)
    html = blog_client(tenant, alice).get(PAGE).content.decode()
    assert html.count('<svg class="share') == 4
    for words in ("4 of 4", "512.0\xa0KB of 1.0\xa0MB", "1 of 5", "0, no limit", "1 of 10"):
        assert words in html, words
    assert 'width="50"' in html


def test_usage_never_looks_into_the_blog(tenant: Tenant) -> None:
    row = Tenant.objects.select_related("plan", "stats").get(pk=tenant.pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        usage_of(row)
    assert len(asked) == 2
    assert not any("blog_" in one["sql"] for one in asked)
