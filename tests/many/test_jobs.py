"""One deed on many blogs: each once, with an entry and an outcome; and the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from inkstead.admin.blog_deeds import BLOGS
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.ask_for_many import ask_for_many, can_undo, stop_many, undo_many
from tenants.actions.change import Refused
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.many import work
from tenants.many.models import ManyJob
from tenants.many.verbs import VERBS
from tenants.models import Tenant
from tenants.watch.decisions import Decision
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


@pytest.fixture
def blogs(make_blog: MakeBlog) -> list[Tenant]:
    return [make_blog(f"blog-{letter}") for letter in "abcd"]


def ids(blogs: list[Tenant]) -> list[Any]:
    return [blog.pk for blog in blogs]


def do_all() -> None:
    while run_platform_work():
        pass


def entries(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action))


def outcomes(job: ManyJob) -> list[str]:
    return list(job.parts.order_by("pk").values_list("outcome", flat=True))


def test_each_has_one_entry_and_the_job_has_one(blogs: list[Tenant], alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    job = ask_for_many("suspend", ids(blogs), by=alice, reason="Robots.")
    assert [entry.details["blogs"] for entry in entries("many.asked")] == [4]
    assert entries("tenant.suspended") == []
    do_all()
    done = entries("tenant.suspended")
    assert {entry.tenant_id for entry in done} == set(ids(blogs))
    assert {(e.actor_id, e.details["reason"]) for e in done} == {(alice.pk, "Robots.")}
    job.refresh_from_db()
    assert (job.state, outcomes(job)) == ("done", ["done"] * 4)


def test_what_does_not_fit_is_left_alone_and_says_why(blogs: list[Tenant]) -> None:
    suspend_tenant(blogs[1], by=None, reason="before")
    job = ask_for_many("suspend", ids(blogs), by=None, reason="because")
    do_all()
    assert outcomes(job) == ["done", "refused", "done", "done"]
    assert job.parts.get(outcome="refused").words == "Blog-B is suspended already."
    assert len(entries("tenant.suspended")) == 4  # three, and the one before


def test_a_failure_stops_nobody(blogs: list[Tenant], monkeypatch: pytest.MonkeyPatch) -> None:
    def act(tenant: Tenant, **why: Any) -> None:
        suspend_tenant(tenant, **why)
        if tenant.pk == blogs[2].pk:
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(work, "VERBS", {"suspend": type("V", (), {"act": staticmethod(act)})})
    job = ask_for_many("suspend", ids(blogs), by=None, reason="because")
    do_all()
    assert outcomes(job) == ["done", "done", "failed", "done"]
    assert "the disk is full" in job.parts.get(outcome="failed").words
    assert Tenant.objects.get(pk=blogs[2].pk).state == "ready"  # nothing half done
    assert len(entries("tenant.suspended")) == 3


def test_undo_changes_back_what_was_changed_and_nothing_else(blogs: list[Tenant]) -> None:
    suspend_tenant(blogs[1], by=None, reason="before")
    job = ask_for_many("suspend", ids(blogs), by=None, reason="because")
    assert not can_undo(job)
    do_all()
    job.refresh_from_db()
    back = undo_many(job, by=None, reason="Too many.")
    do_all()
    assert (back.verb, outcomes(back)) == ("resume", ["done"] * 3)
    states = Tenant.objects.order_by("created_at").values_list("state", flat=True)
    assert list(states) == ["ready", "suspended", "ready", "ready"]
    assert len(entries("many.undone")) == 1
    with pytest.raises(Refused):
        undo_many(ManyJob.objects.get(pk=job.pk), by=None, reason="again")


def test_stop_leaves_the_rest(blogs: list[Tenant]) -> None:
    job = ask_for_many("suspend", ids(blogs), by=None, reason="because")
    assert work.do_next(job)
    stop_many(job, by=None, reason="A slip.")
    do_all()
    assert outcomes(job) == ["done", "waiting", "waiting", "waiting"]
    assert [entry.details["reason"] for entry in entries("many.stopped")] == ["A slip."]
    stopped = ManyJob.objects.get(pk=job.pk)
    assert can_undo(stopped)


def test_it_ends_when_its_admin_is_none_any_more(blogs: list[Tenant], alice: User) -> None:
    for gone in ({"is_active": False}, {"is_staff": False}):
        User.objects.filter(pk=alice.pk).update(**{"is_active": True, "is_staff": True} | gone)
        job = ask_for_many("suspend", ids(blogs), by=alice, reason="because")
        do_all()
        job.refresh_from_db()
        assert (job.state, outcomes(job)) == ("stopped", ["waiting"] * 4)


def test_a_long_job_gives_way_after_each_turn(
    blogs: list[Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "TURN_SECONDS", -1.0)
    job = ask_for_many("suspend", ids(blogs), by=None, reason="because")
    while run_platform_work(limit=1) and "done" not in outcomes(job):
        pass
    assert outcomes(job) == ["done", "waiting", "waiting", "waiting"]
    do_all()
    assert outcomes(job) == ["done"] * 4


def test_nothing_and_no_reason_make_no_job(blogs: list[Tenant]) -> None:
    for chosen, reason in (([], "because"), (ids(blogs), " ")):
        with pytest.raises(Refused):
            ask_for_many("suspend", chosen, by=None, reason=reason)
    assert not ManyJob.objects.exists()
    assert entries("many.asked") == []


def test_the_table_and_the_admins_buttons_are_the_same() -> None:
    buttons = {deed.verb: deed for deed in BLOGS if deed.bulk}
    assert set(buttons) == set(VERBS)
    for verb, deed in buttons.items():
        assert (VERBS[verb].act, VERBS[verb].undo) == (deed.act, deed.undo)


def test_an_undo_brings_back_what_its_job_ended_and_nothing_else(blogs: list[Tenant]) -> None:
    first, second = blogs[:2]
    distrust_tenant(first, by=None, reason="Sells shoes.", ground="spam")
    Tenant.objects.filter(pk=second.pk).update(trusted=False)
    job = ask_for_many("trust", ids([first, second]), by=None, reason="Fine.")
    do_all()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        distrust_tenant(second, by=None, reason="Sells hats.", ground="spam")
        trust_tenant(second, by=None, reason="The owner is right.")
        job.refresh_from_db()
        undo_many(job, by=None, reason="Not fine.")
        do_all()
    assert not Tenant.objects.filter(pk__in=ids([first, second]), trusted=True).exists()
    standing = Decision.objects.filter(ended_at=None)
    assert [(row.tenant_id, row.reason) for row in standing] == [(first.pk, "Sells shoes.")]
