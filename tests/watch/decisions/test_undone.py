"""An end that is undone, and what is never written about."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.decisions import AGAIN
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.models import Tenant
from tenants.watch.decisions import Decision, Measure
from tests.support.letters import deliver
from tests.watch.decisions.letters import (
    DECIDED,
    PAIRS,
    minutes_later,
    send,
)

pytestmark = pytest.mark.django_db


def test_what_is_undone_within_minutes_is_never_written_about(blog: Tenant) -> None:
    suspend_tenant(blog, by=None, reason="A slip.")
    while run_platform_work():
        pass
    resume_tenant(blog, by=None, reason="Undone.")
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert deliver() == []


@pytest.mark.parametrize("measure", list(PAIRS))
def test_an_end_that_is_undone_within_minutes_is_never_written_about(
    measure: Measure, blog: Tenant
) -> None:
    begin, end = PAIRS[measure]
    begin(blog, by=None, reason="Sells shoes.")
    with minutes_later(10):
        assert send() == [DECIDED]
        end(blog, by=None, reason="A slip.")
        begin(blog, by=None, reason="Sells shoes.")
        assert send() == []
    with minutes_later(20):
        assert send() == [DECIDED], "it stands, by a decision that is told"


@pytest.mark.parametrize("measure", list(PAIRS))
def test_an_undo_however_late_lets_stand_again_what_was_decided(
    measure: Measure, blog: Tenant, alice: User
) -> None:
    begin, end = PAIRS[measure]
    begin(blog, by=None, reason="Sells shoes.", ground="spam")
    assert len(deliver()) == 1
    with minutes_later(60 * 24 * 40):
        end(blog, by=None, reason="A slip.")
        assert len(deliver()) == 1
    with minutes_later(60 * 24 * 50):
        begin(blog, by=None, reason="Undone.", ground=AGAIN, ended=Decision.objects.all())
        [letter] = deliver()
    body = str(letter.body)
    assert "had ended, and stands again" in body
    assert "to sell something" in body
    assert "What was seen: Sells shoes." in body
    assert "Undone" not in body
    row = Decision.objects.get()
    assert (row.ground, row.ended_at) == ("spam", None)
    told = AuditEntry.objects.latest("at").details
    assert (told["reason"], told["ground"], told["seen"]) == ("Undone.", "spam", "Sells shoes.")


def test_its_people_read_what_was_seen_and_not_that_something_was_undone(blog: Tenant) -> None:
    suspend_tenant(blog, by=None, reason="Sells shoes.", ground="spam")
    resume_tenant(blog, by=None, reason="A slip.")
    ended = Decision.objects.all()
    again = suspend_tenant(blog, by=None, reason="Undone.", ground=AGAIN, ended=ended)
    assert again.state_reason == "Sells shoes."
    trash_tenant(again, by=None, reason="because")
    assert restore_tenant(again, by=None, reason="because").state_reason == "Sells shoes."


def test_against_a_new_blog_that_is_not_trusted_again_nothing_was_decided(blog: Tenant) -> None:
    Tenant.objects.filter(pk=blog.pk).update(trusted=False)
    trust_tenant(blog, by=None, reason="Fine.")
    distrust_tenant(blog, by=None, reason="Undone.", ground=AGAIN)
    blog.refresh_from_db()
    assert not blog.trusted
    assert not Decision.objects.exists()
    assert deliver() == []
    assert "ground" not in AuditEntry.objects.latest("at").details


@pytest.mark.parametrize("measure", list(PAIRS))
def test_without_a_ground_it_is_decided_anew_and_on_the_rules(
    measure: Measure, blog: Tenant
) -> None:
    begin, end = PAIRS[measure]
    begin(blog, by=None, reason="Sells shoes.", ground="spam")
    end(blog, by=None, reason="No more.")
    begin(blog, by=None, reason="Threatens Rhea.", ground="")
    [first] = Decision.objects.exclude(ended_at=None)
    assert first.reason == "Sells shoes."
    row = Decision.objects.standing(blog.pk).get()
    assert (row.ground, row.reason) == ("rules", "Threatens Rhea.")


@pytest.mark.parametrize("measure", list(PAIRS))
def test_nothing_stands_again_but_what_an_undo_names(measure: Measure, blog: Tenant) -> None:
    begin, end = PAIRS[measure]
    begin(blog, by=None, reason="Sells shoes.", ground="spam")
    end(blog, by=None, reason="No more.")
    begin(blog, by=None, reason="Undone.", ground=AGAIN)
    assert Decision.objects.earliest("decided_at").ended_at is not None


@pytest.mark.parametrize("measure", [Measure.SUSPENDED, Measure.UNLISTED])
def test_an_undo_where_no_decision_is_known_says_what_was_seen_then(
    measure: Measure, blog: Tenant
) -> None:
    begin, end = PAIRS[measure]
    begin(blog, by=None, reason="Sells shoes.", ground="spam")
    end(blog, by=None, reason="A slip.")
    Decision.objects.all().delete()
    for _time in range(2):
        begin(blog, by=None, reason="Undone.", ground=AGAIN)
        row = Decision.objects.get()
        assert (row.ground, row.reason) == ("spam", "Sells shoes.")
        end(blog, by=None, reason="A slip.")
        Decision.objects.all().delete()
