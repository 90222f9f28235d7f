"""Let a blog be gone for good, and prove it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.work import enqueue_platform_work
from kit.failpoints import failpoint
from tenants.actions.change import Refused, checked_reason, enter_state, finish
from tenants.actions.hold import hold
from tenants.archive.guard import one_at_a_time
from tenants.archive.models import KeptSchema
from tenants.archive.places import STAYS, clear_table, places, rows_in, tables_of_tenants
from tenants.db.scope import tenant_connection
from tenants.models import Domain, State, Tenant
from tenants.names import tidy
from tenants.provisioning.schema import drop_schema


@dataclass(frozen=True, slots=True)
class Proof:
    """Every place that was looked at afterwards, and how much of the blog it still has."""

    left: dict[str, int] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether nothing is left but what stays on purpose."""
        return not any(self.left.values())

    def as_json(self) -> dict[str, Any]:
        """For the record."""
        return {"left": self.left, "stays": self.stays, "holds": self.holds}


def purge_tenant(
    tenant: Tenant, *, by: User | None, reason: str, address: str | None = None
) -> Proof:
    """Remove a blog that is in the trash from everywhere; its addresses never become free,
    but a domain of its owner's own does.

    `address` is what a person typed to be sure; None is the trash's own clock. Rows, schema and
    role go in one transaction, and the rest after it; whatever kills that, due work finishes it.
    Raises Refused.
    """
    reason = checked_reason(reason)
    if address is not None:
        require_address(tenant, address)
    schemas = _in_one_transaction(tenant, by=by, reason=reason)
    failpoint("purge.after_commit")
    clear_rest(tenant)
    return prove(tenant, schemas)


def require_address(tenant: Tenant, typed: str) -> None:
    """Raise Refused unless `typed` is the blog's address."""
    first = Domain.objects.filter(tenant=tenant, is_primary=True).values_list("domain", flat=True)
    host = first.first() or ""
    if tidy(typed) not in {host, host.partition(".")[0]} or not host:
        raise Refused(_("That is not the blog’s address. It is %(address)s.") % {"address": host})


def clear_rest(tenant: Tenant) -> None:
    """Clear what no transaction holds: files, backups, caches. May run again."""
    for place in places():
        place.clear(tenant.pk)
        failpoint(f"purge.after_{place.name.replace(' ', '_')}")


def prove(tenant: Tenant, schemas: list[str]) -> Proof:
    """Look everywhere."""
    proof = Proof()
    proof.left["schemas"] = _count("pg_namespace", "nspname", schemas)
    proof.left["roles"] = _count("pg_roles", "rolname", schemas)
    for table in tables_of_tenants():
        where = proof.stays if table in STAYS else proof.left
        where[table] = rows_in(table, tenant.pk)
    for place in places():
        proof.left[place.name] = place.left(tenant.pk)
    return proof


@transaction.atomic
def _in_one_transaction(tenant: Tenant, *, by: User | None, reason: str) -> list[str]:
    one_at_a_time(tenant.pk)
    row = hold(tenant.pk)
    if row.state not in {State.DELETED, State.PURGED}:
        raise Refused(
            _("Only a blog in the trash can be purged; delete %(name)s first.") % {"name": row}
        )
    kept = KeptSchema.objects.filter(tenant=row).values_list("schema_name", flat=True)
    schemas = [row.schema_name, *kept]
    if row.state == State.PURGED:
        return schemas
    for schema in schemas:
        drop_schema(tenant_connection(), schema)
    failpoint("purge.after_schema")
    for table in tables_of_tenants():
        if table not in STAYS:
            clear_table(table, row.pk)
    _bury(row, by=by, reason=reason)
    failpoint("purge.before_commit")
    return schemas


def _bury(tenant: Tenant, *, by: User | None, reason: str) -> None:
    """The row stays as the stone on which the addresses hang; its words go."""
    first = Domain.objects.filter(tenant=tenant, is_primary=True).first()
    Domain.objects.filter(tenant=tenant, is_custom=True).delete()  # the name is its owner's still
    tenant.listed = False
    tenant.save(update_fields=["listed"])
    enter_state(tenant, State.PURGED, reason="")
    finish("tenant.purged", tenant, by=by, reason=reason, address=first.domain if first else "")
    Tenant.objects.filter(pk=tenant.pk).update(name=first.domain[:120] if first else "-")
    enqueue_platform_work(
        "purge_rest",
        key=f"purge_rest:{tenant.pk}:{tenant.state_since.isoformat()}",
        payload={"tenant_id": str(tenant.pk)},
    )


def _count(catalog: str, column: str, names: list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM pg_catalog.{catalog} WHERE {column} = ANY(%s)",  # noqa: S608
            [names],
        )
        return int(cursor.fetchone()[0])
