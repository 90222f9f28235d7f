"""Every hand-over that names a person is theirs to know, on whatever blog it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from journal import audit
from journal.models import AuditEntry
from tenants.actions.hand_over import LEAVES, hand_over, handed_over
from tenants.actions.remove_member import remove_member
from tenants.actions.transfer_blog import transfer_blog
from tenants.export.facts import hand_overs
from tenants.models import Membership, Tenant
from tests.conftest import Join, MakeBlog

pytestmark = pytest.mark.django_db
WHY: Any = {"by": None, "reason": "They asked."}


@pytest.fixture
def blog(make_blog: MakeBlog, bob: User) -> Tenant:
    return make_blog("bob", bob, "Salt")


@pytest.fixture
def known(alice: User) -> User:
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    alice.refresh_from_db()
    return alice


def told(user: User) -> list[tuple[str, str]]:
    return [(one["blog"], one["owner"]) for one in hand_overs(user)]


def gave(tenant: Tenant, **owners: str) -> None:
    """An entry as releases before wrote it."""
    audit.record(
        "tenant.handed_over", by=None, tenant_id=tenant.pk, target="Salt", reason="", **owners
    )


def test_of_a_blog_where_they_neither_are_nor_ever_acted(
    blog: Tenant, alice: User, charlie: User
) -> None:
    hand_over(blog, **WHY, email=alice.email, stays_as=LEAVES)
    hand_over(blog, **WHY, email=charlie.email, stays_as=LEAVES)
    assert not Membership.objects.filter(user=alice).exists()
    assert not AuditEntry.objects.filter(actor_id=alice.pk, tenant_id=blog.pk).exists()
    assert told(alice) == [("Salt", "you"), ("Salt", "somebody else")]
    assert {one["reason"] for one in hand_overs(alice)} == {"They asked."}


def test_of_one_that_its_owner_gave_them_and_they_left(
    blog: Tenant, alice: User, bob: User, charlie: User, join: Join
) -> None:
    for user in (alice, charlie):
        join(user, blog, "admin")
    transfer_blog(blog.pk, to=alice.pk, by=bob)
    hand_over(blog, **WHY, email=charlie.email)
    remove_member(blog.pk, user_id=alice.pk, by=charlie)
    User.objects.filter(pk=alice.pk).update(email="anew@post.example")
    alice.refresh_from_db()
    assert told(alice) == [("Salt", "you"), ("Salt", "somebody else")]
    assert told(bob) == [("Salt", "somebody else")]
    assert told(charlie) == [("Salt", "you")]


def test_entries_that_name_them_by_an_e_mail_they_confirmed(blog: Tenant, known: User) -> None:
    gave(blog, owner=known.email, owner_before="bob@post.example")
    gave(blog, owner="cy@post.example", owner_before=known.email)
    audit.record("tenant.transferred", by=None, tenant_id=blog.pk, target=known.email)
    assert told(known) == [("Salt", "you"), ("Salt", "somebody else"), ("Salt", "you")]


def test_nobody_reads_them_by_typing_somebody_elses_e_mail(blog: Tenant, alice: User) -> None:
    gave(blog, owner=alice.email)
    audit.record("tenant.transferred", by=None, tenant_id=blog.pk, target=alice.email)
    assert told(alice) == []


def test_a_hundred_cost_what_one_costs(blog: Tenant, known: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as said:
            hand_overs(known)
        return len(said)

    gave(blog, owner=known.email)
    first = count()
    for _ in range(100):
        gave(blog, owner=known.email)
    assert count() == first


def test_they_are_found_by_indexes(known: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table of tests is read as a whole
    plan = AuditEntry.objects.filter(handed_over(known)).order_by().explain()
    assert "audit_by_owner" in plan
    assert "Seq Scan" not in plan
