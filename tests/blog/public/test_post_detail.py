"""One post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.models import Author, Blog, Post
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import BlogClient
from tests.support.writing import published

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def test_it_shows_the_text_and_how_it_is_filed(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        Author.objects.update(bio="Repairs books.")
        published(
            alice,
            "What the river keeps",
            "Mostly *metal*.",
            new_category="Walking",
            tags=("rivers", "October"),
            excerpt="About a river.",
            at=NOON,
        )
    page = reader.get("/blog/what-the-river-keeps/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "<title>What the river keeps · Marginalia</title>" in text
    assert "Mostly <em>metal</em>." in text
    assert "14 March 2026" in text
    assert 'href="/category/walking/"' in text
    assert 'href="/tag/rivers/"' in text
    assert 'href="/tag/october/"' in text
    assert "Repairs books." in text
    assert 'content="About a river."' in text
    address = "http://alice.inkstead.localhost/blog/what-the-river-keeps/"
    assert f'<link rel="canonical" href="{address}">' in text


def test_its_neighbours_are_public_ones(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        for days, title in enumerate(["Eldest", "Elder", "Middle", "Younger", "Youngest"]):
            published(alice, title, at=NOON + timedelta(days=days))
        Post.objects.filter(title="Elder").update(status="draft")
        Post.objects.filter(title="Younger").update(trashed_at=timezone.now())
        published(alice, "To come", at=timezone.now() + timedelta(days=1))
    middle = reader.get("/blog/middle/").content.decode()
    assert 'href="/blog/eldest/" rel="prev"' in middle
    assert 'href="/blog/youngest/" rel="next"' in middle
    assert 'rel="prev"' not in reader.get("/blog/eldest/").content.decode()
    assert 'rel="next"' not in reader.get("/blog/youngest/").content.decode()


def test_posts_of_one_instant_form_one_row(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        for title in ("One", "Two", "Three"):
            published(alice, title, at=NOON)
    text = reader.get("/blog/two/").content.decode()
    assert 'href="/blog/one/" rel="prev"' in text
    assert 'href="/blog/three/" rel="next"' in text


def test_its_number_leads_to_its_address(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        post = published(alice, "نهر")
    answer = reader.get(f"/blog/{post.pk}/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/blog/%D9%86%D9%87%D8%B1/"
    assert "نهر" in reader.get(answer.headers["Location"]).content.decode()
    assert reader.get("/blog/999999/").status_code == 404
    assert reader.get(f"/blog/{'9' * 40}/").status_code == 404


def test_dates_are_on_the_blogs_clock_and_the_threads_own_comes_back(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        Blog.objects.update(time_zone="Pacific/Auckland")
        published(alice, "Late", at=datetime(2026, 3, 14, 23, tzinfo=UTC))
    before = timezone.get_current_timezone_name()
    assert "15 March 2026" in reader.get("/blog/late/").content.decode()
    assert timezone.get_current_timezone_name() == before


@pytest.mark.parametrize("zone", ["Nowhere/Land", "", "../../etc/passwd", "Africa"])
def test_a_zone_this_machine_does_not_know_is_utc(
    tenant: Tenant, alice: User, reader: Client, zone: str
) -> None:
    with tenant_transaction(tenant):
        Blog.objects.update(time_zone=zone)
        published(alice, "Any time", at=datetime(2026, 3, 14, 23, tzinfo=UTC))
    assert "14 March 2026" in reader.get("/blog/any-time/").content.decode()


def test_a_language_of_its_own_is_marked_on_its_words(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "ملاحظات", "كتب.", language="ar")
    text = reader.get("/blog/ملاحظات/").content.decode()
    assert '<h1 lang="ar" dir="rtl">ملاحظات</h1>' in text
    assert '<div class="prose" lang="ar" dir="rtl">' in text
    assert '<html lang="en" dir="ltr"' in text


def test_a_blog_from_right_to_left(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        Blog.objects.update(language="he")
        published(alice, "שלום")
    for path in ("/", "/blog/", "/blog/שלום/"):
        assert '<html lang="he" dir="rtl"' in reader.get(path).content.decode()


@pytest.mark.parametrize("title", ["🎈 party", "ملاحظات", "河はまた流れる", "Ærø & <b>Ålborg</b>"])
def test_a_title_in_any_script_is_read_everywhere(
    tenant: Tenant, alice: User, reader: Client, title: str
) -> None:
    with tenant_transaction(tenant):
        post = published(alice, title)
    shown = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for path in ("/", "/blog/", f"/blog/{post.slug}/", "/feed.xml"):
        page = reader.get(path)
        assert page.status_code == 200
        assert shown in page.content.decode()


@pytest.mark.parametrize(
    ("role", "own", "edits"),
    [
        ("editor", False, True),
        ("author", True, True),
        ("author", False, False),
        ("contributor", True, False),  # what is public needs the right to publish
    ],
)
def test_whoever_may_edit_finds_the_way(
    bob: User,
    tenant: Tenant,
    alice: User,
    join: object,
    blog_client: BlogClient,
    role: str,
    own: bool,
    edits: bool,
) -> None:
    assert callable(join)
    join(bob, tenant, role)
    with tenant_transaction(tenant):
        post = published(bob if own else alice, "Whose")
    text = blog_client(tenant, bob).get("/blog/whose/").content.decode()
    assert (f'href="/studio/posts/{post.pk}/' in text) is edits
    assert 'class="edit-bar"' in text


def test_readers_see_no_bar(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        published(alice, "Whose")
    text = reader.get("/blog/whose/").content.decode()
    assert "edit-bar" not in text
    assert "/studio/" not in text
