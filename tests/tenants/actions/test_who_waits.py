"""Rows are held in one order, and without their keys: no two wait for each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tenants.actions.appeal import appeal, reopen_appeal, reverse_decision, uphold_decision
from tenants.actions.close_account import close_account
from tenants.actions.decide_report import dismiss_report, reopen_report, uphold_report
from tenants.actions.keep_report import keep_report
from tenants.actions.reopen_account import reopen_account
from tenants.actions.review_blog import pass_blog, put_off, suspend_reviewed, undo_review
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.models import Tenant
from tenants.watch.decisions import Decision
from tenants.watch.queue import Review
from tenants.watch.reports import Report
from tests.conftest import MakeBlog
from tests.support.hands import Hands

ORDER = ["accounts_user", "tenants_tenant", "watch_review", "watch_report"]
BESIDE = {"watch_decision"}  # whoever holds one has its blog
HELD = re.compile(r'FROM "(\w+)".* FOR (NO KEY )?UPDATE')
WHY: dict[str, Any] = {"by": None, "reason": "because"}

type Deed = Callable[[Tenant, User], object]


def seen(blog: Tenant) -> int:
    return Review.objects.get(pk=blog.pk).version


def the_report() -> Report:
    return Report.objects.get()


def the_decision() -> Decision:
    return Decision.objects.get()


def put_off_and_undo(blog: Tenant) -> None:
    put_off(blog, by=None, seen=seen(blog))
    undo_review(blog, **WHY)


def suspended(blog: Tenant, alice: User) -> None:
    suspend_tenant(blog, **WHY)
    appeal(the_decision(), by=alice, text="They are mine.")


def close_and_reopen(blog: Tenant, alice: User) -> None:
    close_account(alice, choices={blog.pk: None}, by=alice)
    reopen_account(alice)


DEEDS: dict[str, list[Deed]] = {
    "a report is upheld": [lambda _b, _a: uphold_report(the_report(), **WHY)],
    "a report is dismissed and opened again": [
        lambda _b, _a: dismiss_report(the_report(), **WHY),
        lambda _b, _a: reopen_report(the_report(), **WHY),
    ],
    "a blog is passed": [lambda b, _a: pass_blog(b, **WHY, seen=seen(b))],
    "a blog is suspended in the queue": [
        lambda b, _a: suspend_reviewed(b, **WHY, ground="spam", seen=seen(b)),
        lambda b, _a: undo_review(b, **WHY),
    ],
    "a blog is put off": [lambda b, _a: put_off_and_undo(b)],
    "a decision is objected to and stands": [
        suspended,
        lambda _b, _a: uphold_decision(the_decision(), **WHY),
        lambda _b, _a: reopen_appeal(the_decision(), **WHY),
    ],
    "a decision is taken back": [
        suspended,
        lambda _b, _a: reverse_decision(the_decision(), **WHY),
    ],
    "an account is closed and opened": [close_and_reopen],
}


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    blog = make_blog("alice", alice)
    keep_report(blog, path="/", category="spam", text="Look.")
    return blog


@pytest.mark.django_db
@pytest.mark.parametrize("name", DEEDS)
def test_what_is_held_is_held_in_one_order(name: str, blog: Tenant, alice: User) -> None:
    for deed in DEEDS[name]:
        with CaptureQueriesContext(connection) as heard:
            deed(blog, alice)
        held = [found for one in heard if (found := HELD.search(one["sql"]))]
        firsts = list(dict.fromkeys(found[1] for found in held))
        assert "tenants_tenant" in firsts
        in_order = [table for table in firsts if table not in BESIDE]
        assert in_order == sorted(in_order, key=ORDER.index)
        if BESIDE & set(firsts):
            assert firsts.index("tenants_tenant") < firsts.index("watch_decision")
        keyless = {found[1] for found in held if found[2]}
        assert {"tenants_tenant", "accounts_user", "watch_decision"} & set(firsts) <= keyless


@pytest.mark.django_db(transaction=True)
def test_a_report_is_written_while_its_blog_is_held(blog: Tenant, alice: User) -> None:
    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            Report.objects.create(tenant=blog, path="/", category="spam", text="Look.")

    with Hands(1) as another, transaction.atomic():
        suspended(blog, alice)
        another.submit(write).result()
    assert Report.objects.count() == 2
