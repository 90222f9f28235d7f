"""Each piece of news is written once, and none that is over."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from tenants.actions.appeal import appeal, reverse_decision, uphold_decision
from tenants.actions.decisions import AGAIN
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.keep_report import keep_report
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.review_blog import pass_blog, undo_review
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.models import Tenant
from tenants.watch.decisions import Decision, Measure
from tenants.watch.queue import Review
from tests.watch.decisions.letters import (
    DECIDED,
    OVER,
    PAIRS,
    minutes_later,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("measure", list(PAIRS))
def test_that_it_is_over_is_written_once(measure: Measure, blog: Tenant) -> None:
    begin, end = PAIRS[measure]
    begin(blog, by=None, reason="Sells shoes.")
    with minutes_later(10):
        assert send() == [DECIDED]
        end(blog, by=None, reason="They are gone.")
    with minutes_later(20):
        assert send() == [OVER]
        begin(blog, by=None, reason="Undone.", ground=AGAIN, ended=Decision.objects.all())
    with minutes_later(22):
        end(blog, by=None, reason="They are gone.")
    with minutes_later(40):
        assert send() == []


def test_an_answer_that_no_longer_holds_is_not_written(decision: Decision, alice: User) -> None:
    with minutes_later(10):
        assert send() == [DECIDED]
        appeal(decision, by=alice, text="They are mine.")
        uphold_decision(decision, by=None, reason="They are not.")
        resume_tenant(decision.tenant, by=None, reason="They are, though.")
    with minutes_later(20):
        assert send() == [OVER]


def test_nor_is_one_that_took_back_what_was_decided_anew(decision: Decision, alice: User) -> None:
    with minutes_later(10):
        assert send() == [DECIDED]
        appeal(decision, by=alice, text="They are mine.")
        reverse_decision(decision, by=None, reason="They are.")
        suspend_tenant(decision.tenant, by=None, reason="They are not.")
    with minutes_later(20):
        assert send() == [DECIDED]


@pytest.mark.parametrize(
    ("ended_after", "undone_after", "said"),
    [
        (1, 2, [DECIDED]),  # the letter of then has not gone out yet
        (1, 8, [DECIDED]),  # it was held back, since the decision had ended
        (10, 12, [DECIDED]),  # it went out, and nothing else had to
        (10, 20, [DECIDED, OVER, DECIDED]),  # that it is over was written, and is not true
    ],
)
def test_the_owner_knows_of_a_decision_that_stands_again(
    ended_after: int, undone_after: int, said: list[str], blog: Tenant
) -> None:
    keep_report(blog, path="/", category="spam", text="!")
    distrust_tenant(blog, by=None, reason="Sells shoes.")
    seen = Review.objects.get(pk=blog.pk)
    sent: list[str] = []
    for minutes in range(40):
        with minutes_later(minutes):
            sent += send()
            if minutes == ended_after:
                pass_blog(blog, by=None, reason="Looked at.", seen=seen.version)
            if minutes == undone_after:
                undo_review(blog, by=None, reason="Undone.")
    assert sent == said


@pytest.mark.parametrize(
    ("ended_after", "undone_after", "sent_at", "said"),
    [
        (1, 8, 20, [DECIDED]),  # the letter of then waits still, and so does the new one
        (10, 20, 40, [DECIDED]),  # that it was over was never written
        (10, 20, 18, [DECIDED]),  # nor that it was over, since nobody knew that it stood
    ],
)
def test_nor_twice_when_the_worker_comes_late(
    ended_after: int, undone_after: int, sent_at: int, said: list[str], blog: Tenant
) -> None:
    keep_report(blog, path="/", category="spam", text="!")
    distrust_tenant(blog, by=None, reason="Sells shoes.")
    seen = Review.objects.get(pk=blog.pk)
    sent: list[str] = []
    for minutes in sorted({ended_after, undone_after, sent_at, 60}):
        with minutes_later(minutes):
            if minutes >= sent_at:
                sent += send()
            if minutes == ended_after:
                pass_blog(blog, by=None, reason="Looked at.", seen=seen.version)
            if minutes == undone_after:
                undo_review(blog, by=None, reason="Undone.")
    assert sent == said
    assert Decision.objects.get().told_at is not None


BEFORE: Any = {"language": "en"}  # what rows have that the release before queued, and no `at`
