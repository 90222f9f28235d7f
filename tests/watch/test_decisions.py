"""The record of a measure, its letters to owner and reporter, and the owner's objection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.appeal import appeal, reopen_appeal, reverse_decision, uphold_decision
from tenants.actions.change import Refused
from tenants.actions.decide_report import uphold_report
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.keep_report import keep_report
from tenants.actions.list_tenant import list_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.models import State, Tenant
from tenants.watch.decisions import AppealState, Decision, FoundBy, Measure
from tenants.watch.models import Score
from tenants.watch.of_person import appeals_of
from tenants.watch.queue import Review
from tests.conftest import BlogClient, MakeBlog
from tests.support.letters import deliver, links

pytestmark = pytest.mark.django_db

PAIRS = {
    Measure.SUSPENDED: (suspend_tenant, resume_tenant),
    Measure.DISTRUSTED: (distrust_tenant, trust_tenant),
    Measure.UNLISTED: (unlist_tenant, list_tenant),
}


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice, "Marginalia")


@pytest.fixture
def decision(blog: Tenant) -> Decision:
    suspend_tenant(blog, by=None, reason="Sells shoes.", ground="spam")
    return Decision.objects.get()


def path_of(decision: Decision) -> str:
    return f"/blogs/{decision.tenant_id}/decisions/{decision.pk}/"


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


def test_what_is_undone_within_minutes_is_never_written_about(blog: Tenant) -> None:
    suspend_tenant(blog, by=None, reason="A slip.")
    while run_platform_work():
        pass
    resume_tenant(blog, by=None, reason="Undone.")
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert deliver() == []


def test_what_ends_later_is(decision: Decision, blog: Tenant) -> None:
    deliver()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        resume_tenant(blog, by=None, reason="The shoes are gone.")
        [letter] = deliver()
    assert "The shoes are gone." in str(letter.body)


def test_whoever_reported_hears_what_came_of_it(blog: Tenant) -> None:
    report = keep_report(blog, path="/", category="spam", text="!", email="rhea@post.example")
    suspend_tenant(blog, by=None, reason="Sells shoes.")
    uphold_report(report, by=None, reason="Suspended.")
    report.refresh_from_db()
    assert report.decision == Decision.objects.get()
    [letter] = [one for one in deliver() if one.to == ["rhea@post.example"]]
    assert "Something was done about it." in str(letter.body)
    assert "Sells shoes." not in str(letter.body), "that is the owner's alone"


def test_the_owner_objects_once_and_it_waits_at_the_head(
    decision: Decision, alice: User, platform_client: BlogClient
) -> None:
    client: Client = platform_client(alice)
    page = client.get(path_of(decision))
    assert (page.status_code, "Sells shoes." in page.text) == (200, True)
    empty = client.post(path_of(decision), {"text": " "})
    assert (empty.status_code, "Say why" in empty.text) == (422, True)
    assert client.post(path_of(decision), {"text": "They are mine."}).status_code == 302
    decision.refresh_from_db()
    assert (decision.appeal, decision.appeal_state) == ("They are mine.", AppealState.WAITING)
    again = client.post(path_of(decision), {"text": "Once more."})
    assert (again.status_code, "wrote about it already" in again.text) == (422, True)
    assert Review.objects.waiting().get().pk == decision.tenant_id
    assert AuditEntry.objects.filter(action="appeal.made", actor_id=alice.pk).count() == 1
    assert appeals_of(alice)[0]["appeal"] == "They are mine."


def test_nobody_else_sees_it(
    decision: Decision, bob: User, platform_client: BlogClient, join: Any
) -> None:
    join(bob, decision.tenant, role="admin")
    assert platform_client(bob).get(path_of(decision)).status_code == 404
    assert platform_client(None).get(path_of(decision)).status_code == 302


def test_upheld_it_stands_and_can_be_opened_again(decision: Decision, alice: User) -> None:
    deliver()
    appeal(decision, by=alice, text="They are mine.")
    uphold_decision(decision, by=None, reason="They are in the shop's pictures.")
    assert "the shop's pictures" in str(deliver()[0].body)
    assert not Review.objects.waiting().exists()
    reopen_appeal(decision, by=None, reason="because")
    assert Review.objects.waiting().exists()
    with pytest.raises(Refused):
        reopen_appeal(decision, by=None, reason="because")


def test_reversed_the_blog_is_open_and_the_owner_is_told_once(
    decision: Decision, alice: User
) -> None:
    deliver()
    appeal(decision, by=alice, text="They are mine.")
    reverse_decision(decision, by=None, reason="So they are.")
    decision.refresh_from_db()
    assert (decision.tenant.state, decision.appeal_state) == (State.READY, AppealState.REVERSED)
    [letter] = deliver()
    assert "So they are." in str(letter.body)
    with pytest.raises(Refused):
        uphold_decision(decision, by=None, reason="because")


def test_your_blogs_and_the_closed_studio_lead_there(
    decision: Decision, alice: User, platform_client: BlogClient, blog_client: BlogClient
) -> None:
    assert path_of(decision) in platform_client(alice).get("/blogs/").text
    closed = blog_client(decision.tenant, alice).get("/studio/posts/")
    assert closed.status_code == 403
    assert path_of(decision) in closed.text
    assert "Sells shoes." in closed.text
    stranger = blog_client(decision.tenant).get("/studio/posts/")
    assert "Sells shoes." not in stranger.text
