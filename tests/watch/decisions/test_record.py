"""The record of a measure, and the letter to the owner about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from tenants.actions.keep_report import keep_report
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.models import Tenant
from tenants.watch.decisions import Decision, FoundBy, Measure
from tenants.watch.models import Score
from tests.conftest import MakeBlog
from tests.support.letters import deliver, links
from tests.watch.decisions.letters import (
    PAIRS,
    path_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("measure", list(PAIRS))
def test_each_measure_leaves_a_record_until_its_opposite_is_done(
    measure: Measure, blog: Tenant, bob: User
) -> None:
    begin, end = PAIRS[measure]
    begin(blog, by=bob, reason="Sells shoes.", ground="spam")
    row = Decision.objects.standing(blog.pk).get()
    assert (row.measure, row.ground, row.reason) == (measure, "spam", "Sells shoes.")
    assert (row.decided_by, row.found_by) == (bob, FoundBy.ADMIN)
    end(blog, by=bob, reason="A mistake.")
    assert not Decision.objects.standing(blog.pk).exists()


def test_how_it_was_found_is_known(blog: Tenant, make_blog: MakeBlog) -> None:
    other = make_blog("other-one")
    Score.objects.create(tenant=blog, points=90)
    keep_report(other, path="/", category="spam", text="Look.")
    for one, found in ((blog, FoundBy.SIGNS), (other, FoundBy.REPORT)):
        suspend_tenant(one, by=None, reason="because")
        assert Decision.objects.get(tenant=one).found_by == found


def test_the_owner_reads_what_why_on_what_facts_and_how_to_object(
    decision: Decision, alice: User
) -> None:
    [letter] = deliver()
    body = str(letter.body)
    assert letter.to == [alice.email]
    for words in ("Readers see a notice", "sell something", "Sells shoes.", "no machine did"):
        assert words in body, words
    assert any(url.endswith(path_of(decision)) for url in links(letter))


def test_the_letter_speaks_the_owners_language(blog: Tenant, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="de")
    suspend_tenant(blog, by=None, reason="Verkauft Schuhe.", ground="spam")
    [letter] = deliver()
    assert letter.subject == "Eine Entscheidung über Marginalia"


def test_what_ends_later_is(decision: Decision, blog: Tenant) -> None:
    deliver()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        resume_tenant(blog, by=None, reason="The shoes are gone.")
        [letter] = deliver()
    assert "The shoes are gone." in str(letter.body)
