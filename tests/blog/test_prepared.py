"""A prepared read finds what its queryset finds: then, now, and in every blog."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from blog.actions.trash_post import trash_post
from blog.media.faces import with_faces
from blog.models import Blog, Post
from blog.models.prepared import Prepared, _Kept
from blog.public import reads
from tenants.db.scope import TenantScopeError, tenant_transaction
from tenants.models import Tenant
from tests.conftest import MakeBlog
from tests.support.hands import Hands
from tests.support.writing import draft, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    tenant = make_blog("alice", owner=alice, name="Marginalia")
    with tenant_transaction(tenant):
        for number in range(7):
            at = timezone.now() - timedelta(days=7 - number)
            published(alice, f"Post {number}", at=at, new_category="Sea", tags=("a", "b"))
        draft(alice, "Canary draft")
        published(alice, "Canary to come", at=timezone.now() + timedelta(days=1))
        trash_post(published(alice, "Canary in the trash"), by=alice)
    return tenant


def told(row: Model, *names: str) -> dict[str, Any]:
    """All columns that were read, and what came with them."""
    kept = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return kept | {name: getattr(row, name) for name in names}


def test_the_same_rows_as_without(tenant: Tenant) -> None:
    with tenant_transaction(tenant):
        plain = with_faces(Post.objects.published().for_reading()).get(slug="post-3")
        fast = reads.post[False].first(slug="post-3")
        assert fast is not None
        assert told(fast, "category", "author") == told(plain, "category", "author")
        assert (fast.older, fast.newer) == (plain.older, plain.newer)
        assert fast.get_deferred_fields() == plain.get_deferred_fields()
        listed = Post.objects.published().with_total().newest().listed()[:5]
        assert [told(post, "category") for post in reads.front[False].rows()] == [
            told(post, "category") for post in listed
        ]
        (blog,) = reads.blog.rows()
        assert told(blog) == told(Blog.objects.for_readers().current())


def test_it_is_one_query_and_knows_the_time(
    tenant: Tenant, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tenant_transaction(tenant), django_assert_num_queries(1):
        posts = reads.front[False].rows()
    assert [post.title for post in posts] == [f"Post {number}" for number in (6, 5, 4, 3, 2)]
    assert posts[0].total == 7
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with tenant_transaction(tenant):
        assert reads.front[False].rows()[0].title == "Canary to come"
        newest = reads.post[False].first(slug="post-6")
        assert newest is not None
        assert newest.newer == {"title": "Canary to come", "slug": "canary-to-come"}
        (blog,) = reads.blog.rows()
        assert blog.next_published_at is None


def test_readers_find_nothing_that_is_not_public(tenant: Tenant) -> None:
    with tenant_transaction(tenant):
        for slug in ("canary-draft", "canary-to-come", "canary-in-the-trash", "none", "%", ""):
            assert reads.post[False].first(slug=slug) is None


def test_each_blog_has_its_own_and_without_one_there_is_none(
    tenant: Tenant, make_blog: MakeBlog, bob: User
) -> None:
    other = make_blog("bob", owner=bob, name="Ferry")
    with tenant_transaction(tenant):
        assert reads.front[False].rows()
        (mine,) = reads.blog.rows()
    with tenant_transaction(other):
        assert reads.front[False].rows() == []
        assert reads.blog.rows()[0].name == "Ferry"
        with pytest.raises(TenantScopeError):
            mine.save()
    with pytest.raises(TenantScopeError):
        reads.front[False].rows()


def test_every_thread_asks_by_its_own_connection(tenant: Tenant) -> None:
    with tenant_transaction(tenant):
        form_made_here = reads.blog.rows()
    assert form_made_here

    def elsewhere() -> bool:
        query = _Kept(reads.blog._form, ())  # type: ignore[arg-type]
        return query.get_compiler("default").connection is connections["default"]

    with Hands(1) as pool:
        assert pool.submit(elsewhere).result()


def test_a_value_that_the_query_does_not_use_is_refused(tenant: Tenant) -> None:
    with tenant_transaction(tenant), pytest.raises(TypeError, match="Not every value"):
        Prepared(lambda slug: Post.objects.published()).rows(slug="x")
