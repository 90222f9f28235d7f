"""Schemas that stand ready for the blogs of tests, as spares do for those of people.

Each process makes a few with its database. Whoever makes a blog in a test's transaction has one
renamed, written into the books as a spare and given out by the product's own hand; the rollback
takes it all back. So most tests neither build a hundred relations nor throw them away.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from psycopg import sql

from tenants.db.scope import tenant_connection
from tenants.models import FleetSchema, new_schema_name
from tenants.provisioning.schema import create_schema
from tenants.provisioning.template import current_template
from tenants.provisioning.version import note_version

READY = 3  # blogs in one test, mostly; the next is built from the script


@dataclass(frozen=True, slots=True)
class Ready:
    """One of them: what it is called between tests, and what sets its sequences back."""

    name: str
    version: str
    beginning: sql.Composed


_ready: list[Ready] = []


def make_ready() -> None:
    """Make them, for good; to be called once, outside of any transaction."""
    _ready.extend(_made() for _number in range(READY))


@transaction.atomic
def _made() -> Ready:
    template, connection = current_template(), tenant_connection()
    built, name = new_schema_name(), f"ready_{uuid4().hex}"
    create_schema(connection, built, template.statements, version=template.version)
    ready = Ready(name, template.version, _beginning(built))
    _run(_renamed(built, name))
    FleetSchema.objects.filter(pk=built).delete()  # nobody finds it by name or in the books
    return ready


def lend_one() -> None:
    """Let the next blog of this transaction have one, if there is one that fits."""
    connection = tenant_connection()
    if not connection.in_atomic_block or not settings.TENANT_ROLES or not _ready:
        return  # it would not come back, or a schema has no role here
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname, (SELECT version FROM tenants_schematemplate ORDER BY id DESC LIMIT 1)"
            " FROM pg_namespace WHERE nspname = ANY(%s)",
            [[ready.name for ready in _ready]],
        )
        fit = set(cursor.fetchall())
    found = next((ready for ready in _ready if (ready.name, ready.version) in fit), None)
    if found is not None:
        to = new_schema_name()
        noted = note_version(to, found.version, spare=True)
        _run([*_renamed(found.name, to), found.beginning, noted])


def _run(said: list[sql.Composed]) -> None:
    connection = tenant_connection()
    connection.run_script([part.as_bytes(connection.connection) for part in said])


def _renamed(name: str, to: str) -> list[sql.Composed]:
    names = {"old": sql.Identifier(name), "new": sql.Identifier(to)}
    return [
        sql.SQL(f"ALTER {kind} {{old}} RENAME TO {{new}}").format(**names)
        for kind in ("SCHEMA", "ROLE")
    ]


def _beginning(schema: str) -> sql.Composed:
    """Numbers are not rolled back, and a new blog's begin where the script left them."""
    with tenant_connection().cursor() as cursor:
        cursor.execute(
            "SELECT c.oid, s.last_value FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " JOIN pg_sequences s ON (schemaname, sequencename) = (nspname, relname)"
            " WHERE nspname = %s",
            [schema],
        )
        setting = [
            sql.SQL("setval({}, {}, {})").format(oid, last or 1, last is not None)
            for oid, last in cursor.fetchall()
        ]
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(setting))
