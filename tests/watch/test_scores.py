"""Scores: made by due work after a post came out, of what is public, across blogs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from blog.actions.unpublish_post import unpublish_post
from blog.models import Post
from blog.watch import score_blog
from journal.models import PlatformWork
from journal.work import run_platform_work
from tenants.actions.change_sign_ups import change_sign_ups
from tenants.actions.change_watch import change_watch
from tenants.actions.create_tenant import create_tenant
from tenants.archive.places import tables_of_tenants
from tenants.db.scope import tenant_transaction
from tenants.due.run import run_due
from tenants.models import Tenant
from tenants.watch.keep import KIND
from tenants.watch.models import PostPrint, Score
from tests.conftest import MakeBlog
from tests.support.writing import draft, published
from tests.watch.test_prints import text

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"by": None, "reason": "because"}


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", owner=alice)


@pytest.fixture
def other(make_blog: MakeBlog, bob: User) -> Tenant:
    return make_blog("other-one", owner=bob)


def scored(tenant: Tenant) -> Score:
    score_blog({"tenant_id": str(tenant.pk)})
    return Score.objects.get(tenant=tenant)


def write(tenant: Tenant, by: User, *texts: str) -> None:
    with tenant_transaction(tenant):
        for number, one in enumerate(texts):
            at = timezone.now() - timedelta(days=2 * number + 1)
            published(by, f"Post {number}", one, at=at)


def test_a_published_post_has_the_blog_looked_at_a_minute_later(
    tenant: Tenant, alice: User
) -> None:
    write(tenant, alice, text(1), text(2))
    while run_due():
        pass
    work = PlatformWork.objects.filter(kind=KIND)
    assert work.count() <= 2, "once a minute, however much came out"
    assert not Score.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        while run_platform_work():
            pass
    assert Score.objects.get(tenant=tenant).points == 0
    assert PostPrint.objects.filter(tenant=tenant).count() == 2


def test_nearly_the_same_text_on_another_blog_is_a_sign(
    tenant: Tenant, other: Tenant, alice: User, bob: User
) -> None:
    write(tenant, alice, text(1), text(2))
    write(other, bob, f"{text(1)} today", text(9))
    assert scored(tenant).points == 0
    score = scored(other)
    assert score.points == 15
    assert score.twin_blogs == [str(tenant.pk)]
    assert score.sentences == ["1 post is nearly the same as one on another blog."]
    assert scored(tenant).points == 15


def test_the_same_text_twice_on_one_blog_is_nobodys_business(tenant: Tenant, alice: User) -> None:
    write(tenant, alice, text(1), text(1))
    assert scored(tenant).points == 0


def test_drafts_are_not_read_and_what_is_taken_back_is_forgotten(
    tenant: Tenant, alice: User
) -> None:
    with tenant_transaction(tenant):
        draft(alice, content=text(3))
    write(tenant, alice, text(1))
    scored(tenant)
    assert PostPrint.objects.count() == 1
    with tenant_transaction(tenant):
        unpublish_post(Post.objects.published().get(), by=alice)
    scored(tenant)
    assert not PostPrint.objects.exists()


def test_words_and_links_are_found_in_what_readers_see(tenant: Tenant, alice: User) -> None:
    change_watch(**WHY, words=["casino"])
    links = " ".join(f"[here](https://{n}.example.com)" for n in range(9))
    write(tenant, alice, f"A *casino*. {links}")
    score = scored(tenant)
    assert {one["kind"]: one["points"] for one in score.reasons} == {"words": 10, "links": 10}
    assert "casino" in " ".join(score.sentences)


def test_looking_twice_changes_nothing(tenant: Tenant, alice: User) -> None:
    write(tenant, alice, text(1))
    first, second = scored(tenant), scored(tenant)
    assert (first.points, first.reasons) == (second.points, second.reasons)
    assert PostPrint.objects.count() == 1


def test_new_blogs_can_begin_without_trust(alice: User) -> None:
    assert create_tenant(by=alice, name="One", address="one-blog").trusted
    change_sign_ups(**WHY, new_blogs_trusted=False)
    assert not create_tenant(by=alice, name="Two", address="two-blog").trusted
    assert Tenant.objects.get(name="One").trusted


def test_a_purge_finds_what_is_kept_here() -> None:
    assert {"watch_postprint", "watch_score", "watch_review", "watch_decision"} <= set(
        tables_of_tenants()
    )
