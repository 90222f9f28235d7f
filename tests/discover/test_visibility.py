"""What is not public, or not of a listed blog, never shows: every way out and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from blog.actions.publish_post import publish_post
from blog.actions.restore_post import restore_post
from blog.actions.save_author import save_author
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.models import OutboxEntry, Post
from tenants.actions.hooks import run_tenant_changed_hooks
from tenants.actions.set_listing import set_listing
from tenants.db.scope import tenant_transaction
from tenants.discover.models import ListedPost
from tenants.models import Domain
from tests.discover.conftest import Listed, page, work, write

pytestmark = pytest.mark.django_db

type Deed = Callable[[Listed], object]


def in_blog(deed: Callable[[Post, User], object]) -> Deed:
    def do(listed: Listed) -> None:
        with tenant_transaction(listed.tenant):
            deed(Post.objects.get(pk=listed.post.pk), listed.owner)

    return do


def tenant_is(**columns: object) -> Deed:
    def do(listed: Listed) -> None:
        for name, value in columns.items():
            setattr(listed.tenant, name, value)
        listed.tenant.save(update_fields=list(columns))
        run_tenant_changed_hooks(listed.tenant)

    return do


def owner_is(**columns: object) -> Deed:
    return lambda listed: type(listed.owner).objects.filter(pk=listed.owner.pk).update(**columns)


WAYS: list[tuple[str, Deed, Deed]] = [
    (
        "unpublished",
        in_blog(lambda p, by: unpublish_post(p, by=by)),
        in_blog(lambda p, by: publish_post(p, by=by)),
    ),
    (
        "trashed",
        in_blog(lambda p, by: trash_post(p, by=by)),
        in_blog(lambda p, by: restore_post(p, by=by)),
    ),
    (
        "put off",
        in_blog(lambda p, by: publish_post(p, by=by, at=timezone.now() + timedelta(days=1))),
        in_blog(lambda p, by: publish_post(p, by=by, at=timezone.now())),
    ),
    (
        "unlisted",
        lambda it: set_listing(it.tenant, by=it.owner, listed=False),
        lambda it: set_listing(it.tenant, by=it.owner, listed=True),
    ),
    ("refused", tenant_is(listing_refused=True), tenant_is(listing_refused=False)),
    ("suspended", tenant_is(state="suspended"), tenant_is(state="ready")),
    ("deleted", tenant_is(state="deleted"), tenant_is(state="ready")),
    (
        "unconfirmed",
        owner_is(email_confirmed_at=None),
        owner_is(email_confirmed_at=timezone.now()),
    ),
    ("disabled", owner_is(is_active=False), owner_is(is_active=True)),
]


@pytest.mark.parametrize(("out", "back"), [w[1:] for w in WAYS], ids=[w[0] for w in WAYS])
def test_it_leaves_and_comes_back(listed: Listed, out: Deed, back: Deed) -> None:
    out(listed)
    assert "Alpha" not in page()
    assert "Alpha" not in page("feed.xml")
    back(listed)
    assert "Alpha" in page()


@pytest.mark.parametrize("name", ["unlisted", "refused", "suspended", "deleted"])
def test_a_blog_that_leaves_takes_its_rows_at_once(listed: Listed, name: str) -> None:
    next(out for way, out, _ in WAYS if way == name)(listed)
    assert not ListedPost.objects.exists()


def test_a_blog_that_left_gets_no_row_by_work_that_was_due(listed: Listed) -> None:
    with tenant_transaction(listed.tenant):
        write(listed.owner, "Late")
    listed.tenant.listed = False
    listed.tenant.save()
    work()
    assert not ListedPost.objects.filter(title="Late").exists()


def test_a_scheduled_post_appears_at_its_time(listed: Listed) -> None:
    moment = timezone.now() + timedelta(hours=1)
    in_blog(lambda post, by: publish_post(post, by=by, at=moment))(listed)
    work()
    assert not ListedPost.objects.shown().exists()
    assert ListedPost.objects.shown(moment).count() == 1


def test_a_byline_is_renamed_everywhere(listed: Listed) -> None:
    in_blog(lambda post, by: save_author(post.author, by=by, name="Alicia K."))(listed)
    assert "Alicia K." in page()


def test_a_new_address_leaves_no_dead_link(listed: Listed) -> None:
    Domain.objects.filter(tenant=listed.tenant).update(domain="moved.inkstead.localhost")
    assert "moved.inkstead.localhost" in page()
    assert "alice.inkstead.localhost" not in page()


def test_a_lost_table_is_made_anew_by_a_relist(listed: Listed) -> None:
    ListedPost.objects.all().delete()
    run_tenant_changed_hooks(listed.tenant)
    assert "Alpha" in page()


def test_a_row_too_many_goes_with_a_relist(listed: Listed) -> None:
    ListedPost.objects.update(post_id=4_711, title="Ghost")
    run_tenant_changed_hooks(listed.tenant)
    assert "Ghost" not in page()
    assert ListedPost.objects.get().title == "Alpha"


def test_work_that_fails_is_undone_and_tried_again(
    listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blog import discover

    with monkeypatch.context() as broken, tenant_transaction(listed.tenant):
        broken.setattr(discover, "MOST", "no number")
        write(listed.owner, "Beta")
    with monkeypatch.context() as broken:
        broken.setattr(discover, "MOST", "no number")
        assert "Beta" not in page()
    with tenant_transaction(listed.tenant):
        assert OutboxEntry.objects.filter(kind="list_post", attempts=1).update(
            due_at=timezone.now()
        )
    from journal.models import DueTenant

    DueTenant.objects.update(next_due_at=timezone.now())
    assert "Beta" in page()
