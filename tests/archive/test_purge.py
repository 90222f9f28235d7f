"""Gone from everywhere, proven; the address is never given to anybody else."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.bound_session import make_session
from accounts.models import User
from journal import doorbell
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.add_domain import add_domain
from tenants.actions.ask_for_many import ask_for_many
from tenants.actions.ask_visit import ask_visit
from tenants.actions.change import Refused
from tenants.actions.create_tenant import AddressTaken, create_tenant
from tenants.actions.invite_member import invite_member
from tenants.actions.keep_report import keep_report
from tenants.actions.notices import make_notice
from tenants.actions.purge_tenant import purge_tenant
from tenants.actions.restore_over import restore_over
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.set_house import set_switch
from tenants.actions.set_listing import set_listing
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.models import Kind
from tenants.archive.places import STAYS, rows_in, tables_of_tenants
from tenants.archive.retention import empty_the_trash
from tenants.discover.models import ListedPost
from tenants.due.run import run_due
from tenants.models import Domain, Membership, State, Tenant
from tenants.watch.decisions import Decision
from tenants.watch.keep import keep
from tenants.watch.models import Score
from tenants.watch.signs import Text
from tests.archive.blogs import archive_of, put_media
from tests.conftest import MakeBlog
from tests.support.facts import record

pytestmark = pytest.mark.django_db(transaction=True)
WHY: Any = {"by": None, "reason": "because"}
NOW = timezone.now()


def spread(tenant: Tenant, owner: User, tmp_path: Path) -> None:
    """Let every table and place know of the blog."""
    from tenants.actions.back_up import back_up

    admin = User.objects.create_user("ada@post.example", is_staff=True)
    ask_visit(tenant, person=owner, by=admin, reason="because")
    User.objects.filter(pk=owner.pk).update(email_confirmed_at=timezone.now())
    set_listing(tenant, by=owner, listed=True)
    run_due()
    put_media(tenant)
    path, _manifest = archive_of(tenant, tmp_path)
    restore_over(tenant, **WHY, archive_path=path)
    back_up(tenant, kind=Kind.NIGHTLY)
    make_session(owner, host="ferry.inkstead.localhost", tenant_id=tenant.pk)
    add_domain(tenant, by=owner, domain="ferry.example.com")
    ask_for_many("lock", [tenant.pk], **WHY)
    invite_member(tenant.pk, role="editor", email="", by=owner)
    keep_report(tenant, path="/blog/salt/", category="spam", text="Look at this.")
    text = Text(post_id=1, title="Salt", plain="kinds of salt " * 90, links=0, words=270, at=NOW)
    keep(tenant.pk, [text], listed=[])
    Decision.objects.create(
        tenant=tenant, measure="unlisted", ground="spam", reason="because", found_by="admin"
    )
    until = NOW + timedelta(days=9)
    make_notice(**WHY, text="To you.", since=NOW, until=until, tenant=tenant)
    set_switch(**WHY, name="domains", on=False, tenant=tenant)
    like = {"kind": "twins", "count": 1, "points": 15, "found": [str(tenant.pk)]}
    other = create_tenant(by=owner, name="Like it", address="like-it")
    Score.objects.create(tenant=other, points=15, reasons=[like])
    doorbell.ring(tenant.pk, timezone.now())
    cache.set(f"something-of-{tenant.pk}", 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tenants_handoffcode (code_hash, user_id, tenant_id, host, challenge,"
            " next_path, epoch, parent_session, expires_at)"
            " VALUES ('x', %s, %s, '', '', '', 1, '', now())",
            [owner.pk, tenant.pk],
        )


def test_gone_from_everywhere(ferry: Tenant, alice: User, tmp_path: Path) -> None:
    spread(ferry, alice, tmp_path)
    counted = {table: rows_in(table, ferry.pk) for table in tables_of_tenants()}
    empty = {table for table, rows in counted.items() if not rows}
    assert empty <= {"archive_job"}, "each table is to have something to lose"
    assert ListedPost.objects.exists()

    trash_tenant(ferry, **WHY)
    proof = purge_tenant(ferry, **WHY, address="ferry")
    assert proof.holds
    assert set(proof.left) == {
        "schemas", "roles", *tables_of_tenants(), "kept pages", "pages as files", "due work",
        "cache", "files", "backups", "notices and features", "signs of others",
    } - set(STAYS)  # fmt: skip
    assert set(proof.stays) == set(STAYS)
    assert [path for path in (tmp_path / "backups").rglob("*") if path.is_file()] == []
    ferry.refresh_from_db()
    assert (ferry.state, ferry.name, ferry.listed) == ("purged", "ferry.inkstead.localhost", False)
    entry = AuditEntry.objects.get(action="tenant.purged")
    assert (entry.target, entry.details["reason"]) == ("Night Ferry", "because")
    record("purge", places=len(proof.left), left=sum(proof.left.values()))


def test_no_uuid_of_the_blog_is_left_in_public(ferry: Tenant, alice: User, tmp_path: Path) -> None:
    """Asked of every column of every public table, whatever it is called."""
    spread(ferry, alice, tmp_path)
    trash_tenant(ferry, **WHY)
    purge_tenant(ferry, **WHY)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        found = set()
        for table, column in cursor.fetchall():
            query = f'SELECT 1 FROM "{table}" WHERE "{column}"::text LIKE %s LIMIT 1'
            cursor.execute(query, [f"%{ferry.pk}%"])
            found |= {table} if cursor.fetchone() else set()
    assert found - set(STAYS) == {"tenants_tenant", "journal_platformwork"}
    # the work that would finish the purge if this process had been killed


def test_its_address_is_nobodys_for_good(ferry: Tenant, bob: User) -> None:
    trash_tenant(ferry, **WHY)
    purge_tenant(ferry, **WHY)
    for address in ("ferry", "f-erry"):
        with pytest.raises(AddressTaken):
            create_tenant(by=bob, name="New", address=address)
    assert Domain.objects.get(domain__startswith="ferry.").tenant_id == ferry.pk


def test_only_from_the_trash_and_only_with_its_address(ferry: Tenant) -> None:
    with pytest.raises(Refused, match="Only a blog in the trash"):
        purge_tenant(ferry, **WHY)
    trash_tenant(ferry, **WHY)
    with pytest.raises(Refused, match=r"It is ferry\.inkstead\.localhost"):
        purge_tenant(ferry, **WHY, address="fairy")
    restore_tenant(ferry, **WHY)
    assert Membership.objects.filter(tenant=ferry).exists()


def test_the_trash_empties_itself_after_thirty_days(ferry: Tenant, make_blog: MakeBlog) -> None:
    young, back = make_blog("young-one"), make_blog("back-again")
    for tenant in (ferry, young, back):
        trash_tenant(tenant, **WHY)
    old = timezone.now() - timedelta(days=30, minutes=1)
    Tenant.objects.filter(pk__in=[ferry.pk, back.pk]).update(state_since=old)
    empty_the_trash()
    restore_tenant(back, **WHY)
    while run_platform_work():
        pass
    states = dict(Tenant.objects.values_list("pk", "state"))
    assert states == {ferry.pk: "purged", young.pk: "deleted", back.pk: "ready"}
    [purged] = AuditEntry.objects.filter(action="tenant.purged")
    assert (purged.actor_id, "via" in purged.details) == (None, False), "nobody at a shell did it"


def test_a_new_public_table_with_a_tenant_cannot_be_forgotten(ferry: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.later (tenant_id uuid, x int)")
        cursor.execute("INSERT INTO later VALUES (%s, 1), (%s, 2)", [ferry.pk, uuid.uuid4()])
    try:
        trash_tenant(ferry, **WHY)
        proof = purge_tenant(ferry, **WHY)
        with connection.cursor() as cursor:
            cursor.execute("SELECT x FROM later")
            assert cursor.fetchall() == [(2,)]
        assert proof.left["later"] == 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE public.later")
    assert Tenant.objects.get(pk=ferry.pk).state == State.PURGED
