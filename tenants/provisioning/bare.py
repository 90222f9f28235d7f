"""Bare schemas: made ahead with their roles, nothing in them yet.

A new role costs whoever makes it a look at all roles of the application, and every one of its other
backends another with its next blog: at 5,000 some 50 ms each, and again for each commit. Made many
in one transaction they cost that once. Spares are made of them, and blogs when no spare is left.
"""

from __future__ import annotations

from django.conf import settings
from django.db import connection, transaction

from tenants.db.scope import tenant_connection
from tenants.models import BareSchema, new_schema_name
from tenants.provisioning.keeper import is_only_keeper
from tenants.provisioning.roles import let_in
from tenants.provisioning.schema import create_bare, drop_schema

AT_ONCE = 50  # in one transaction, which takes seconds among many roles

_TABLE = BareSchema._meta.db_table
# What somebody dropped behind our back is passed over, and forgotten by the next who looks.
_THERE = """EXISTS (SELECT FROM pg_namespace WHERE nspname = schema_name)
    AND EXISTS (SELECT FROM pg_roles WHERE rolname = schema_name)"""
_TAKE = f"""
    DELETE FROM {_TABLE} WHERE schema_name = ANY(ARRAY(
        SELECT schema_name FROM {_TABLE} WHERE {_THERE}
        ORDER BY made_at LIMIT 1 FOR UPDATE SKIP LOCKED
    ))
    RETURNING schema_name
"""  # noqa: S608  # the table's own name
_FORGET_GONE = f"DELETE FROM {_TABLE} WHERE NOT ({_THERE})"  # noqa: S608
_FORGET = f"{_FORGET_GONE} AND schema_name = %s"


def take_bare() -> str | None:
    """An empty schema with its role, the caller's once the open transaction commits."""
    if not settings.TENANT_ROLES:
        return None  # without a role there is nothing to gain
    with connection.cursor() as cursor:
        cursor.execute(_TAKE)
        row = cursor.fetchone()
    return row[0] if row else None


@transaction.atomic
def make_bare() -> int:
    """When fewer than half of BARE_SCHEMAS are left, make more; returns how many."""
    if not is_only_keeper():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_GONE)
    missing = wanted() - BareSchema.objects.count()
    if missing <= 0 or 2 * missing < wanted():
        return 0
    names = [new_schema_name() for _ in range(min(AT_ONCE, missing))]
    create_bare(tenant_connection(), names)
    let_in(tenant_connection(), names)
    BareSchema.objects.bulk_create(BareSchema(pk=name) for name in names)
    return len(names)


@transaction.atomic
def drop_bare() -> int:
    """Drop those too many, a few at a time; returns how many."""
    if not is_only_keeper():
        return 0
    newest = BareSchema.objects.order_by("made_at").values_list("pk", flat=True)[wanted() :]
    rows = BareSchema.objects.select_for_update(skip_locked=True).filter(pk__in=list(newest))
    names = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    for name in names:
        drop_schema(tenant_connection(), name)
    BareSchema.objects.filter(pk__in=names).delete()
    return len(names)


@transaction.atomic
def drop_this(name: str) -> bool:
    """Drop this one; False if somebody took it or is about to."""
    rows = BareSchema.objects.select_for_update(skip_locked=True).filter(pk=name)
    if not rows.exists():
        return False
    drop_schema(tenant_connection(), name)
    rows.delete()
    return True


def forget_bare(name: str) -> bool:
    """Take one off the list that is not there any more, or not with its role; False if it is."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [name])
        return bool(cursor.rowcount)


def wanted() -> int:
    """How many there are to be: none without roles, and none on an engine of several servers."""
    use = settings.TENANT_ROLES and not settings.DB_STATEMENT_AT_A_TIME
    return settings.BARE_SCHEMAS if use else 0
