"""Posts: a plan's number is reached and never passed, and what is out stays out."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from blog.actions.publish_post import publish_post
from blog.actions.restore_post import restore_post
from blog.actions.room import PlanFull
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.models import Post
from journal.models import AuditEntry
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import BlogClient
from tests.plans.conftest import put_on
from tests.support.facts import record
from tests.support.hands import Hands
from tests.support.writing import draft, published

pytestmark = pytest.mark.django_db

AT_ONCE, ROOM = 50, 7


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_as_many_come_out_as_there_is_room_for(
    tenant: Tenant, alice: User
) -> None:
    tenant = put_on(tenant, posts=ROOM)
    with tenant_transaction(tenant):
        waiting = [draft(alice, f"Post {n}").pk for n in range(AT_ONCE)]
    hands = 10
    start = Barrier(hands, timeout=60)

    def publish(mine: list[int]) -> int:
        done = 0
        connection.ensure_connection()
        start.wait()
        for pk in mine:
            try:
                with tenant_transaction(tenant, limits=tenant.limits):
                    publish_post(Post.objects.get(pk=pk), by=alice)
                done += 1
            except PlanFull:
                pass
        return done

    with Hands(hands) as people:
        done = sum(people.map(publish, [waiting[n::hands] for n in range(hands)]))
    with tenant_transaction(tenant):
        out = Post.objects.going_out().count()
    record("posts at once against a plan", tried=AT_ONCE, room=ROOM, published=out)
    assert (done, out) == (ROOM, ROOM)


def test_a_full_plan_says_so_and_keeps_what_was_typed(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    put_on(tenant, posts=1)
    with tenant_transaction(tenant):
        published(alice, "The first")
    before = AuditEntry.objects.filter(action__startswith="post.").count()
    typed = {"title": "The second", "content": "Every word of it.", "version": "1"}
    page = blog_client(tenant, alice).post("/studio/posts/new/", {**typed, "do": "publish"})
    html = page.content.decode()
    assert "room for 1 published post" in html
    assert "Every word of it." in html
    with tenant_transaction(tenant):
        assert not Post.objects.filter(title="The second").exists()
    assert AuditEntry.objects.filter(action__startswith="post.").count() == before
    saved = blog_client(tenant, alice).post("/studio/posts/new/", {**typed, "do": "save"})
    assert saved.status_code == 302, "a draft has room, however full the plan is"


def test_words_saved_together_with_a_refused_publish_leave_no_entry(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    put_on(tenant, posts=1)
    with tenant_transaction(tenant):
        published(alice, "The first")
        post = draft(alice, "The second")
    typed = {"title": "The second", "content": "New words", "version": str(post.version)}
    path = f"/studio/posts/{post.pk}/edit/"
    page = blog_client(tenant, alice).post(path, {**typed, "do": "publish"})
    assert "New words" in page.content.decode()
    assert not AuditEntry.objects.filter(action="post.updated").exists()
    with tenant_transaction(tenant):
        assert Post.objects.get(pk=post.pk).content == "Some words."


def test_the_button_in_the_list_says_the_same(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    put_on(tenant, posts=0)
    with tenant_transaction(tenant):
        post = draft(alice)
    page = blog_client(tenant, alice).post(f"/studio/posts/{post.pk}/publish/", follow=True)
    assert "room for 0 published posts" in page.content.decode()
    with tenant_transaction(tenant):
        assert Post.objects.get(pk=post.pk).status == "draft"


def test_a_smaller_plan_keeps_everything_and_takes_nothing_new(tenant: Tenant, alice: User) -> None:
    with tenant_transaction(tenant):
        posts = [published(alice, f"Post {n}") for n in range(3)]
        new = draft(alice, "New")
    tenant = put_on(tenant, posts=1)
    with tenant_transaction(tenant, limits=tenant.limits):
        assert Post.objects.published().count() == 3
        publish_post(posts[0], by=alice, at=timezone.now() - timedelta(days=1))  # another date
        with pytest.raises(PlanFull):
            publish_post(new, by=alice)


def test_one_that_waits_for_its_time_takes_room(tenant: Tenant, alice: User) -> None:
    tenant = put_on(tenant, posts=1)
    with tenant_transaction(tenant, limits=tenant.limits):
        published(alice, at=timezone.now() + timedelta(days=1))
        with pytest.raises(PlanFull):
            published(alice, "Another")


def test_taking_one_back_makes_room(tenant: Tenant, alice: User) -> None:
    tenant = put_on(tenant, posts=1)
    with tenant_transaction(tenant, limits=tenant.limits):
        unpublish_post(published(alice, "One"), by=alice)
        published(alice, "Two")


def test_out_of_the_trash_without_room_it_is_a_draft_with_its_date(
    tenant: Tenant, alice: User
) -> None:
    tenant = put_on(tenant, posts=1)
    with tenant_transaction(tenant, limits=tenant.limits):
        old = published(alice, "Old", at=timezone.now() - timedelta(days=9))
        date, slug = old.published_at, old.slug
        trash_post(old, by=alice)
        published(alice, "New")
        restore_post(old, by=alice)
        old.refresh_from_db()
        assert (old.status, old.trashed_at, old.published_at, old.slug) == (
            *("draft", None),
            *(date, slug),
        )


def test_out_of_the_trash_with_room_it_is_public_again(tenant: Tenant, alice: User) -> None:
    tenant = put_on(tenant, posts=1)
    with tenant_transaction(tenant, limits=tenant.limits):
        post = published(alice)
        restore_post(trash_post(post, by=alice), by=alice)
        assert Post.objects.published().filter(pk=post.pk).exists()


def test_what_the_platform_does_by_itself_is_not_limited(tenant: Tenant, alice: User) -> None:
    put_on(tenant, posts=0)
    with tenant_transaction(tenant):
        published(alice)
