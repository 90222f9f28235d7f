"""`migrate LABEL --prune` for the fleet: forget applied migrations that are no longer there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tenants.db.scope import tenant_connection
from tenants.fleet.census import Member
from tenants.provisioning.version import note_what_is_true


def prune(label: str, members: list[Member]) -> Iterator[str]:
    """Take rows of `label` out of each schema's books, unless a squashed migration needs them."""
    loader = MigrationLoader(None)
    there = [name for app, name in loader.disk_migrations if app == label]
    needed = {
        name
        for migration in loader.replacements.values()
        for app, name in migration.replaces
        if app == label and name not in there
    }
    for member in members:
        gone = _prune_one(label, member, keep=[*there, *needed])
        if gone:
            yield f"  {member}: forgot {', '.join(gone)}"


@transaction.atomic
def _prune_one(label: str, member: Member, *, keep: list[str]) -> list[str]:
    delete = sql.SQL(
        "DELETE FROM {} WHERE app = %s AND NOT (name = ANY(%s)) RETURNING name"
    ).format(sql.Identifier(member.schema, "django_migrations"))
    with tenant_connection().cursor() as cursor:
        cursor.execute(delete, [label, keep])
        gone = [name for (name,) in cursor.fetchall()]
        if gone:
            note_what_is_true(cursor, member.schema)
    return gone
