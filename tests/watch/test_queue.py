"""When a blog waits for an admin's eye, where in the queue, and what ends that."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.change import Refused
from tenants.actions.change_sign_ups import change_sign_ups
from tenants.actions.create_tenant import create_tenant
from tenants.actions.decide_report import dismiss_report, reopen_report
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.keep_report import keep_report
from tenants.actions.review_blog import pass_blog, put_off, suspend_reviewed, undo_review
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.models import State, Tenant
from tenants.watch.decisions import Decision
from tenants.watch.models import Score
from tenants.watch.queue import HIGH, OF_A_REPORT, Review, weigh_again
from tenants.watch.reports import Report, ReportState
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

WHY = "because"


@pytest.fixture
def blog(make_blog: MakeBlog) -> Tenant:
    return make_blog("alice", name="Marginalia")


def waiting() -> list[str]:
    return [row.tenant.name for row in Review.objects.waiting().select_related("tenant")]


def report(blog: Tenant) -> Report:
    return keep_report(blog, path="/", category="spam", text="Look.", email="rhea@post.example")


def seen(blog: Tenant) -> int:
    return Review.objects.get(pk=blog.pk).version


def score(blog: Tenant, points: int) -> None:
    Score.objects.update_or_create(tenant=blog, defaults={"points": points})
    weigh_again(blog.pk, points)


def test_a_trusted_blog_does_not_wait_and_a_new_untrusted_one_does(
    blog: Tenant, alice: User, make_blog: MakeBlog
) -> None:
    assert waiting() == []
    change_sign_ups(by=None, reason=WHY, new_blogs_trusted=False)
    create_tenant(by=alice, name="Unmade", address="unmade")
    make_blog("newer", name="Newer")
    assert waiting() == ["Newer"], "one that is still being made waits for that first"


def test_the_most_reported_comes_first_then_the_most_suspicious(make_blog: MakeBlog) -> None:
    one, two, three = (make_blog(f"blog-{n}", name=f"Blog {n}") for n in range(3))
    score(one, HIGH + 5)
    report(two)
    report(three)
    report(three)
    assert waiting() == ["Blog 2", "Blog 0", "Blog 1"]
    assert waiting() == [row.tenant.name for row in [*Review.objects.waiting()]]


def test_few_signs_are_no_reason_and_more_than_when_it_was_decided_on_are(blog: Tenant) -> None:
    score(blog, HIGH - 1)
    assert waiting() == []
    score(blog, HIGH)
    pass_blog(blog, by=None, reason=WHY, seen=seen(blog))
    score(blog, HIGH)
    assert waiting() == []
    score(blog, HIGH + 15)
    assert waiting() == ["Marginalia"]


def test_a_new_report_brings_it_back_and_closing_it_ends_that(blog: Tenant) -> None:
    first = report(blog)
    dismiss_report(first, by=None, reason=WHY)
    assert waiting() == []
    reopen_report(first, by=None, reason=WHY)
    assert waiting() == ["Marginalia"]


def test_a_decision_on_the_blogs_own_page_counts(make_blog: MakeBlog) -> None:
    one, two = make_blog("one-blog"), make_blog("two-blog")
    for blog in (one, two):
        score(blog, HIGH)
    distrust_tenant(one, by=None, reason=WHY)
    suspend_tenant(two, by=None, reason=WHY)
    assert waiting() == []
    report(one)
    trust_tenant(one, by=None, reason=WHY)
    assert waiting() == [one.name], "its report is still open"


def test_passing_trusts_and_closes_what_was_on_the_screen(blog: Tenant, alice: User) -> None:
    Tenant.objects.filter(pk=blog.pk).update(trusted=False)
    first = report(blog)
    pass_blog(blog, by=alice, reason=WHY, seen=seen(blog))
    first.refresh_from_db()
    blog.refresh_from_db()
    assert (first.state, blog.trusted, waiting()) == (ReportState.DISMISSED, True, [])
    entry = AuditEntry.objects.get(action="tenant.trusted")
    assert entry.details["reports"] == [str(first.pk)]


@pytest.mark.parametrize("meanwhile", ["decided", "reported"])
def test_nobody_decides_over_what_they_did_not_see(
    meanwhile: str, blog: Tenant, alice: User, bob: User
) -> None:
    report(blog)
    known = seen(blog)
    if meanwhile == "decided":
        pass_blog(blog, by=bob, reason=WHY, seen=known)
        says = f"{bob.display_name} decided on Marginalia meanwhile: trusted."
    else:
        report(blog)
        says = "Something came in about Marginalia meanwhile: look at it again."
    with pytest.raises(Refused, match=says):
        suspend_reviewed(blog, by=alice, reason=WHY, ground="spam", seen=known)
    blog.refresh_from_db()
    assert blog.state == State.READY
    assert not Decision.objects.exists()


def test_put_off_for_a_day(blog: Tenant) -> None:
    report(blog)
    put_off(blog, by=None, seen=seen(blog))
    assert waiting() == []
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert waiting() == ["Marginalia"]


@pytest.mark.parametrize("verb", ["pass", "pass trusted", "suspend", "later"])
def test_undo_gives_back_all_of_it(verb: str, blog: Tenant, alice: User) -> None:
    trusted = verb != "pass"
    Tenant.objects.filter(pk=blog.pk).update(trusted=trusted)
    first = report(blog)
    before = Review.objects.values("waiting_since", "weight", "verdict", "points").get(pk=blog.pk)
    known = seen(blog)
    if verb == "suspend":
        suspend_reviewed(blog, by=alice, reason=WHY, ground="spam", seen=known)
    elif verb == "later":
        put_off(blog, by=alice, seen=known)
    else:
        pass_blog(blog, by=alice, reason=WHY, seen=known)
    assert waiting() == []
    undo_review(blog, by=alice, reason="Undone.")
    after = Review.objects.values("waiting_since", "weight", "verdict", "points").get(pk=blog.pk)
    assert after == before
    blog.refresh_from_db()
    first.refresh_from_db()
    assert (blog.state, blog.trusted, first.state) == (State.READY, trusted, ReportState.OPEN)
    assert not Decision.objects.standing(blog.pk).exists()
    with pytest.raises(Refused):
        undo_review(blog, by=alice, reason="Undone.")


def test_undo_of_a_put_off_leaves_its_reports_alone_and_counts_new_ones(blog: Tenant) -> None:
    report(blog)
    put_off(blog, by=None, seen=seen(blog))
    assert Review.objects.get(pk=blog.pk).before["reports"] == []
    report(blog)
    undo_review(blog, by=None, reason="Undone.")
    assert waiting() == ["Marginalia"]
    assert Review.objects.get(pk=blog.pk).weight == 2 * OF_A_REPORT


def test_undo_never_goes_over_a_later_decision(blog: Tenant, alice: User) -> None:
    report(blog)
    pass_blog(blog, by=alice, reason=WHY, seen=seen(blog))
    suspend_tenant(blog, by=None, reason="since then")
    with pytest.raises(Refused):
        undo_review(blog, by=alice, reason="Undone.")
    blog.refresh_from_db()
    assert blog.state == State.SUSPENDED
