"""Two deeds on one blog at the same moment: one comes first, and the other one knows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from journal.models import AuditEntry
from tenants.actions.change import Refused
from tenants.actions.purge_tenant import purge_tenant
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.models import Domain, State, Tenant
from tests.archive.blogs import in_database
from tests.conftest import MakeBlog
from tests.support.facts import record
from tests.support.hands import Hands

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

WHY: dict[str, Any] = {"by": None, "reason": "because"}
TIMES = 6


def both(first: Callable[[], object], second: Callable[[], object]) -> list[bool]:
    """Do both at once; whether each was done, or refused."""
    start = Barrier(2)

    def do(deed: Callable[[], object]) -> bool:
        connection.ensure_connection()
        start.wait(60)
        try:
            deed()
        except Refused:
            return False
        return True

    with Hands(2) as people:
        return list(people.map(do, (first, second)))


def deeds(tenant: Tenant) -> list[str]:
    rows = AuditEntry.objects.filter(tenant_id=tenant.pk, action__startswith="tenant.")
    known = {"tenant.renamed", "tenant.trashed", "tenant.restored", "tenant.purged"}
    return [action for action in rows.order_by("at").values_list("action", flat=True)
            if action in known]  # fmt: skip


def test_rename_and_delete(make_blog: MakeBlog) -> None:
    refused = 0
    for number in range(TIMES):
        tenant = make_blog(f"blog-{number}")
        renamed, deleted = both(
            partial(rename_tenant, tenant, **WHY, address=f"new-{number}"),
            partial(trash_tenant, tenant, **WHY),
        )
        tenant.refresh_from_db()
        addresses = dict(Domain.objects.filter(tenant=tenant).values_list("domain", "is_primary"))
        old, new = (f"{label}-{number}.inkstead.localhost" for label in ("blog", "new"))
        assert deleted
        assert tenant.state == State.DELETED
        if renamed:  # it came first, and what was deleted is the renamed blog
            assert addresses == {old: False, new: True}
            assert deeds(tenant) == ["tenant.renamed", "tenant.trashed"]
        else:
            assert addresses == {old: True}
            assert deeds(tenant) == ["tenant.trashed"]
            refused += 1
    record("rename and delete at once", tried=TIMES, refused=refused, half_done=0)


def test_restore_and_purge(make_blog: MakeBlog) -> None:
    for number in range(TIMES):
        tenant = make_blog(f"blog-{number}")
        trash_tenant(tenant, **WHY)
        restored, purged = both(
            partial(restore_tenant, tenant, **WHY), partial(purge_tenant, tenant, **WHY)
        )
        assert restored != purged
        tenant.refresh_from_db()
        assert tenant.state == (State.READY if restored else State.PURGED)
        assert (tenant.schema_name in in_database()) is restored
        last = "tenant.restored" if restored else "tenant.purged"
        assert deeds(tenant) == ["tenant.trashed", last]


def test_two_renames_to_one_address(make_blog: MakeBlog) -> None:
    for number in range(TIMES):
        blogs = [make_blog(f"{label}-{number}") for label in ("one", "two")]
        won = both(
            partial(rename_tenant, blogs[0], **WHY, address=f"same-{number}"),
            partial(rename_tenant, blogs[1], **WHY, address=f"same-{number}"),
        )
        assert sorted(won) == [False, True]
        owner = Domain.objects.get(domain=f"same-{number}.inkstead.localhost").tenant_id
        assert owner == blogs[won.index(True)].pk
