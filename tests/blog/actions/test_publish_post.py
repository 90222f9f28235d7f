"""Publishing, taking back, the trash."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from blog.actions.errors import NotPublishable
from blog.actions.publish_post import publish_post
from blog.actions.restore_post import restore_post
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.models import OutboxEntry, Post
from journal.models import AuditEntry
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import draft, published


def public_slugs() -> list[str]:
    return list(Post.objects.published().values_list("slug", flat=True))


def test_publishing_shows_it_to_readers_from_now_on(inside: Tenant, alice: User) -> None:
    post = publish_post(draft(alice, "Out"), by=alice)
    assert public_slugs() == ["out"]
    assert post.published_at is not None
    assert abs(post.published_at - timezone.now()) < timedelta(seconds=10)


def test_a_post_needs_a_title(inside: Tenant, alice: User) -> None:
    with pytest.raises(NotPublishable):
        publish_post(draft(alice, ""), by=alice)
    assert public_slugs() == []


def test_a_post_in_the_trash_is_restored_first(inside: Tenant, alice: User) -> None:
    post = trash_post(draft(alice), by=alice)
    with pytest.raises(NotPublishable):
        publish_post(post, by=alice)


def test_a_time_to_come_hides_it_until_then_and_is_due_work(inside: Tenant, alice: User) -> None:
    later = timezone.now() + timedelta(hours=2)
    post = publish_post(draft(alice), by=alice, at=later)
    assert post.is_scheduled
    assert public_slugs() == []
    assert OutboxEntry.objects.filter(kind="refresh_stats", due_at=later).count() == 1
    assert Post.objects.published(later).filter(pk=post.pk).exists()


def test_publishing_a_scheduled_post_now_makes_it_public(inside: Tenant, alice: User) -> None:
    post = publish_post(draft(alice, "Soon"), by=alice, at=timezone.now() + timedelta(days=1))
    publish_post(post, by=alice)
    assert public_slugs() == ["soon"]


def test_publishing_again_keeps_the_first_date(inside: Tenant, alice: User) -> None:
    then = timezone.now() - timedelta(days=30)
    post = published(alice, at=then)
    unpublish_post(post, by=alice)
    assert public_slugs() == []
    assert publish_post(post, by=alice).published_at == then


def test_unpublishing_before_its_time_forgets_the_time(inside: Tenant, alice: User) -> None:
    post = publish_post(draft(alice), by=alice, at=timezone.now() + timedelta(days=1))
    assert unpublish_post(post, by=alice).published_at is None


def test_the_trash_hides_and_gives_back_as_it_was(inside: Tenant, alice: User) -> None:
    post = published(alice, "Kept")
    trash_post(post, by=alice)
    assert public_slugs() == []
    assert Post.objects.trashed().get().status == "published"
    restore_post(post, by=alice)
    assert public_slugs() == ["kept"]


def test_doing_it_twice_is_recorded_once(tenant: Tenant, alice: User) -> None:
    with tenant_transaction(tenant):
        post = draft(alice)
        when = trash_post(post, by=alice).trashed_at
        assert trash_post(post, by=alice).trashed_at == when
        restore_post(restore_post(post, by=alice), by=alice)
    actions = AuditEntry.objects.filter(target=f"post {post.pk}").values_list("action", flat=True)
    assert sorted(actions) == ["post.created", "post.restored", "post.trashed"]


def test_nothing_is_left_of_an_act_that_was_undone(tenant: Tenant, alice: User) -> None:
    with pytest.raises(RuntimeError), tenant_transaction(tenant):
        published(alice, "Undone")
        raise RuntimeError
    with tenant_transaction(tenant):
        assert not Post.objects.filter(slug="undone").exists()
    assert not AuditEntry.objects.filter(action="post.published").exists()
