"""What the audit says of an erased owner: that there was one, and neither name nor e-mail."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from journal import audit
from journal.models import AuditEntry
from tenants.actions.hand_over import LEAVES, hand_over
from tenants.erasures.ledger import note_erasure
from tenants.models import Membership, State, Tenant
from tests.erasures.test_ledger import WHY, _known, bring_back, erase  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db

Erase = Callable[[User], None]


def told_of(word: str) -> list[AuditEntry]:
    """The entries in which `word` stands anywhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM journal_auditentry t WHERE strpos(t::text, %s) > 0", [word])
        found = [pk for (pk,) in cursor.fetchall()]
    return list(AuditEntry.objects.filter(pk__in=found))


def handed_over_before(tenant: Tenant, **owners: str) -> AuditEntry:
    """An entry as releases before wrote it."""
    reason = {"reason": "They asked.", "via": "shell"}
    return AuditEntry.objects.get(
        pk=audit.record(
            "tenant.handed_over", by=None, tenant_id=tenant.pk, target="Bob", **owners, **reason
        )
    )


def test_a_hand_over_names_no_e_mail_from_the_beginning(
    elsewhere: Tenant, alice: User, bob: User
) -> None:
    hand_over(elsewhere, email=alice.email, stays_as=LEAVES, **WHY)
    [entry] = AuditEntry.objects.filter(action="tenant.handed_over")
    owners = {"owner_id": str(alice.pk), "owner_before_id": str(bob.pk), "user_id": str(bob.pk)}
    assert entry.details == {**owners, "reason": "because", "via": "shell"}


def test_entries_from_before_lose_the_erased_owner_and_nothing_else(
    elsewhere: Tenant,
    alice: User,
    erase: Erase,  # noqa: F811
) -> None:
    entry = handed_over_before(elsewhere, owner=alice.email, owner_before="malice@post.example")
    said = f"Says {alice.email.title()}."  # as somebody typed it
    note = audit.record("tenant.renamed", by=None, tenant_id=elsewhere.pk, reason=said, name="B")
    erase(alice)
    entry.refresh_from_db()
    kept = {"owner_before": "malice@post.example", "reason": "They asked.", "via": "shell"}
    assert (entry.target, entry.details) == ("Bob", kept)
    assert AuditEntry.objects.get(pk=note).details == {"name": "B"}


def test_so_do_those_of_a_purged_blog_where_they_never_did_a_thing(
    elsewhere: Tenant,
    alice: User,
    erase: Erase,  # noqa: F811
) -> None:
    handed_over_before(elsewhere, owner="bob@post.example", owner_before=alice.email)
    Tenant.objects.filter(pk=elsewhere.pk).update(state=State.PURGED)
    Membership.objects.filter(tenant=elsewhere).delete()
    erase(alice)
    assert told_of("alice@") == []


def test_e_mails_they_had_before_go_too_but_for_one_that_is_somebody_elses_now(
    elsewhere: Tenant,
    alice: User,
    erase: Erase,  # noqa: F811
) -> None:
    for was, now in (("ally@post.example", "al@post.example"), ("al@post.example", alice.email)):
        audit.record("user.email_changed", by=alice.pk, tenant_id=None, target=now, previous=was)
    for email in ("ally@post.example", "al@post.example"):
        audit.record("membership.removed", by=None, tenant_id=elsewhere.pk, target=email)
    User.objects.create_user("al@post.example")
    erase(alice)
    assert told_of("ally@") == []
    assert {entry.action for entry in told_of("al@post")} == {"membership.removed"}


def test_a_restored_database_is_reached_and_so_is_who_was_erased_long_ago(
    elsewhere: Tenant,
    alice: User,
    erase: Erase,  # noqa: F811
) -> None:
    erase(alice)
    handed_over_before(elsewhere, owner=alice.email)
    bring_back(alice, elsewhere)
    gone = handed_over_before(elsewhere, owner="bob@post.example", owner_before="cy@post.example")
    note_erasure(elsewhere.pk, emails=["cy@post.example"], blogs=[])
    anew = handed_over_before(elsewhere, owner="cy@post.example")
    call_command("erasures", "replay", stdout=io.StringIO())
    assert told_of("alice@") == []
    gone.refresh_from_db()
    assert gone.details == {"owner": "bob@post.example", "reason": "They asked.", "via": "shell"}
    assert told_of("cy@") == [anew], "who came anew under the same e-mail"


@pytest.mark.parametrize(
    "change",
    ['details = details || \'{"reason": "another"}\'', "target = 'another'", "actor_id = NULL"],
)
def test_nothing_but_less_may_come_of_an_entry(elsewhere: Tenant, bob: User, change: str) -> None:
    by = {"by": bob.pk, "tenant_id": elsewhere.pk}
    entry = audit.record("tenant.renamed", **by, target="it", reason="so", name="B")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        cursor = connection.cursor()
        cursor.execute("SET LOCAL inkstead.forget = 'on'")
        cursor.execute(f"UPDATE journal_auditentry SET {change} WHERE id = %s", [entry])
