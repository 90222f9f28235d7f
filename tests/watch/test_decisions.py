"""The record of a measure, its letters to owner and reporter, and the owner's objection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.letters import queue_letter
from accounts.models import User
from journal.models import AuditEntry, PlatformWork
from journal.work import run_platform_work
from tenants.actions.appeal import appeal, reopen_appeal, reverse_decision, uphold_decision
from tenants.actions.change import Refused
from tenants.actions.decide_report import uphold_report
from tenants.actions.decisions import AGAIN, NEWS
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.keep_report import keep_report
from tenants.actions.list_tenant import list_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.review_blog import pass_blog, undo_review
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
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


def minutes_later(minutes: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


def send() -> list[str]:
    """What the worker sends now: the subjects, in the order of the letters."""
    before = len(mail.outbox)
    while run_platform_work():
        pass
    return [str(letter.subject) for letter in mail.outbox[before:]]


DECIDED, OVER = "A decision about Marginalia", "Marginalia is as it was before"
ANSWERED = "Your objection about Marginalia"


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
