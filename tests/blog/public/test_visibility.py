"""What is not public is nowhere: one table, every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from blog.actions.publish_post import publish_post
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.due import run_one
from blog.models import Blog, Post
from blog.share.keeping import digest_of
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import BlogClient
from tests.isolation.examples import BLOG
from tests.support.writing import draft, published

CANARY = "canary"
ORIGIN = "http://alice.inkstead.localhost"


def _make(by: User) -> Post:
    return draft(by, CANARY, CANARY, slug=CANARY, new_category=CANARY, tags=(CANARY,))


def _unpublished(by: User) -> Post:
    return unpublish_post(publish_post(_make(by), by=by), by=by)


def _scheduled(by: User) -> Post:
    return publish_post(_make(by), by=by, at=timezone.now() + timedelta(minutes=5))


def _trashed(by: User) -> Post:
    return trash_post(publish_post(_make(by), by=by), by=by)


HIDDEN = {
    "draft": _make,
    "unpublished": _unpublished,
    "scheduled": _scheduled,
    "trashed": _trashed,
}


@pytest.mark.parametrize("state", HIDDEN)
def test_readers_and_other_members_find_no_trace(
    bob: User, tenant: Tenant, alice: User, blog_client: BlogClient, state: str
) -> None:
    make: Callable[[User], Post] = HIDDEN[state]
    with tenant_transaction(tenant):
        published(alice, "Before", at=timezone.now() - timedelta(days=2))
        pk = make(alice).pk
        published(alice, "After")
    for client in (blog_client(tenant), blog_client(tenant, bob), blog_client(tenant, alice)):
        for path in ("/", "/blog/", "/feed.xml", "/blog/before/", "/blog/after/", "/author/alice/"):
            page = client.get(path)
            assert page.status_code == 200
            assert CANARY not in page.content.decode()
        for path in (f"/blog/{CANARY}", f"/blog/{pk}", f"/category/{CANARY}", f"/tag/{CANARY}"):
            # that it is gone is said only of what readers saw, and only at its own address
            gone = state == "trashed" and path == f"/blog/{CANARY}"
            assert client.get(f"{path}/").status_code == (410 if gone else 404)
        assert f"/blog/{CANARY}/" not in client.get("/blog/canari/").content.decode()
    assert "2 posts" not in blog_client(tenant).get("/").content.decode()


def test_the_same_post_is_everywhere_once_its_time_has_come(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        post = publish_post(_make(alice), by=alice, at=timezone.now() - timedelta(seconds=1))
    for path in ("", "blog/", "feed.xml"):
        assert CANARY in reader.get(f"/{path}").content.decode()
    for kind in ("blog", "category", "tag"):
        assert CANARY in reader.get(f"/{kind}/{CANARY}/").content.decode()
    assert reader.get(f"/blog/{post.pk}/").status_code == 301


def test_lists_by_category_tag_and_author_count_public_posts_only(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        for make in HIDDEN.values():
            make(alice)
        publish_post(_make(alice), by=alice)
    for path in (f"category/{CANARY}", f"tag/{CANARY}", "author/alice"):
        text = reader.get(f"/{path}/").content.decode()
        assert "One post" in text
        assert text.count("<article") == 1


@pytest.mark.parametrize("state", HIDDEN)
def test_no_format_and_no_page_of_the_urlconf_has_a_trace(
    tenant: Tenant, alice: User, blog_client: BlogClient, state: str
) -> None:
    User.objects.update(email_confirmed_at=timezone.now())
    with tenant_transaction(tenant):
        published(alice, "Before", at=timezone.now() - timedelta(days=2))
        post = HIDDEN[state](alice)
        digest = digest_of(post, Blog.objects.current())
        published(alice, "After")
        while run_one().ran:
            pass
    values = {"slug": CANARY, "post_id": post.pk, "digest": digest, "number": 1, "archive": 1}
    values |= {"year": timezone.now().year, **BLOG["accent"], **BLOG["media"], **BLOG["preview"]}
    tried = 0
    for client in (blog_client(tenant), blog_client(tenant, alice)):
        for name, example in BLOG.items():
            if name.startswith("studio:") or name in {"login", "logout", "handoff_callback"}:
                continue
            path = reverse(name, "inkstead.urls.blog", kwargs={k: values[k] for k in example})
            query = {"url": f"{ORIGIN}/blog/{CANARY}/"} if name == "oembed" else {}
            answer = client.get(path, query)
            assert answer.status_code < 500, path
            if "slug" in example or "post_id" in example:
                assert answer.status_code in {404, 410}, path
            # what the page says of the address that was asked for is not a trace
            said = answer.content.decode(errors="replace").replace(path, "")
            assert CANARY not in said, path
            tried += 1
    assert tried > 2 * 25
