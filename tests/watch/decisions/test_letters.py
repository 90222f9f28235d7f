"""Letters of the release before, and those to whoever reported."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from accounts.letters import queue_letter
from accounts.models import User
from journal.models import PlatformWork
from tenants.actions.appeal import appeal, uphold_decision
from tenants.actions.decide_report import uphold_report
from tenants.actions.decisions import NEWS
from tenants.actions.keep_report import keep_report
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.models import Tenant
from tenants.watch.decisions import Decision
from tests.support.letters import deliver
from tests.watch.decisions.letters import (
    ANSWERED,
    DECIDED,
    OVER,
    send,
)

pytestmark = pytest.mark.django_db

BEFORE: Any = {"language": "en"}  # what rows have that the release before queued, and no `at`


def test_letters_that_the_release_before_queued_go_out(
    decision: Decision, blog: Tenant, alice: User
) -> None:
    PlatformWork.objects.all().delete()
    names = {"decision_id": str(decision.pk), **BEFORE}
    other = (decision.decided_at - timedelta(days=1)).isoformat()
    queue_letter(NEWS, what="decided", words=other, **names)
    assert send() == [], "it is about another decision"
    queue_letter(NEWS, what="decided", words=decision.decided_at.isoformat(), **names)
    queue_letter(NEWS, what="decided", **names)
    assert send() == [DECIDED]
    appeal(decision, by=alice, text="They are mine.")
    uphold_decision(decision, by=None, reason="They are not.")
    PlatformWork.objects.all().delete()
    queue_letter(NEWS, what="answered", **names)
    assert send() == [ANSWERED]
    resume_tenant(blog, by=None, reason="They are, though.")
    PlatformWork.objects.all().delete()
    queue_letter(NEWS, what="ended", words="They are, though.", **names)
    assert send() == [OVER]
    assert "They are, though." in mail.outbox[-1].body


def test_so_does_one_to_a_reporter(blog: Tenant) -> None:
    report = keep_report(blog, path="/", category="spam", text="!", email="rhea@post.example")
    uphold_report(report, by=None, reason="Looked at.")
    PlatformWork.objects.all().delete()
    queue_letter(NEWS, what="outcome", report_id=str(report.pk), **BEFORE)
    assert send() == ["What became of your report"]


def test_a_reporter_is_not_told_of_what_is_over(blog: Tenant) -> None:
    report = keep_report(blog, path="/", category="spam", text="!", email="rhea@post.example")
    suspend_tenant(blog, by=None, reason="Sells shoes.")
    uphold_report(report, by=None, reason="Suspended.")
    resume_tenant(blog, by=None, reason="A slip.")
    [letter] = deliver()
    assert "that is over by now" in str(letter.body)
    assert "Readers see a notice" not in str(letter.body)


def test_whoever_reported_hears_what_came_of_it(blog: Tenant) -> None:
    report = keep_report(blog, path="/", category="spam", text="!", email="rhea@post.example")
    suspend_tenant(blog, by=None, reason="Sells shoes.")
    uphold_report(report, by=None, reason="Suspended.")
    report.refresh_from_db()
    assert report.decision == Decision.objects.get()
    [letter] = [one for one in deliver() if one.to == ["rhea@post.example"]]
    assert "Something was done about it." in str(letter.body)
    assert "Sells shoes." not in str(letter.body), "that is the owner's alone"
