"""Read an archive's rows into a schema that is made for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection
from psycopg import sql

from kit.failpoints import failpoint
from tenants.actions.change import Refused
from tenants.archive import people
from tenants.archive.catalog import Shape, shapes
from tenants.archive.copying import copy_in, first_line, speak_plainly
from tenants.archive.errors import BadArchive
from tenants.archive.hooks import run_read_back_hooks
from tenants.archive.manifest import Table, data_name
from tenants.archive.progress import Progress, Step, nobody_looks
from tenants.archive.reader import Archive
from tenants.archive.versions import script_for
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.fleet.migrate import migrate_schema
from tenants.provisioning.schema import create_schema

if TYPE_CHECKING:
    from tenants.db.scope import TenantKey


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema on its way to be a tenant's."""

    id: UUID
    schema_name: str


def load(archive: Archive, into: TenantKey, *, progress: Progress = nobody_looks) -> bool:
    """Make the schema as the archive's was, absent before, and fill it; nothing is committed.

    Returns whether it is of today's migrations. Runs inside the open transaction, under the
    blog's own role once the tables stand. Raises BadArchive.
    """
    script, is_todays = script_for(archive.manifest.migrations)
    create_schema(tenant_connection(), into.schema_name, script)
    failpoint("restore.after_schema")
    try:
        with tenant_transaction(into):
            _fill(archive, shapes(into.schema_name), progress)
        _go_on_counting(archive, into.schema_name)
    except (psycopg.Error, DatabaseError) as error:
        raise BadArchive(f"The data does not fit its tables: {first_line(error)}") from error
    failpoint("restore.after_load")
    return is_todays


def settle(
    archive: Archive, into: TenantKey, *, is_todays: bool, progress: Progress = nobody_looks
) -> None:
    """Bring what was loaded to today's version, to this installation's people, and to life.

    Raises BadArchive.
    """
    try:
        if not is_todays:
            progress(Step.MIGRATE, 0, 1)
            migrate_schema(into.schema_name)
        _meet_people(archive, into)
        with tenant_transaction(into):
            run_read_back_hooks(into, ours=archive.is_ours)
    except (DatabaseError, ValueError) as error:  # a text too large, two authors of one account
        if isinstance(error, Refused):
            raise
        raise BadArchive(f"What is in the archive cannot be used: {first_line(error)}") from error
    failpoint("restore.after_settling")


def _fill(archive: Archive, there: dict[str, Shape], progress: Progress) -> None:
    speak_plainly()
    tables = archive.manifest.tables
    for name, table in tables.items():
        _require_place(name, table, there)
    with connection.cursor() as cursor:
        for name in tables:  # what the script itself puts there is in the archive too
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
    done, total = 0, archive.manifest.rows
    for name, table in tables.items():
        if copy_in(there[name], table, archive.chunks(data_name(name))) != table.rows:
            raise BadArchive(f"{data_name(name)} does not have the rows that it should.")
        done += table.rows
        progress(Step.LOAD, done, total)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _require_place(name: str, table: Table, there: dict[str, Shape]) -> None:
    shape = there.get(name)
    if shape is None:
        raise BadArchive(f"The archive has a table that a blog does not have: {name}")
    strange = {*table.columns, *table.identity} - set(shape.columns)
    if strange:
        raise BadArchive(f"{name} has a column that it should not have: {min(strange)}")


def _go_on_counting(archive: Archive, schema: str) -> None:
    """Ids go on after the largest there is; a blog's role may not set that, so its owner does."""
    for name, table in archive.manifest.tables.items():
        place = sql.Identifier(schema, name)
        for column, last in table.identity.items():
            with connection.cursor() as cursor:
                query = sql.SQL("SELECT coalesce(max({}), 0) FROM {}")
                cursor.execute(query.format(sql.Identifier(column), place))
                most = max(last, cursor.fetchone()[0])
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s, %s)",
                    [place.as_string(), column, max(most, 1), most > 0],
                )


def _meet_people(archive: Archive, into: TenantKey) -> None:
    team = people.team_of(archive)
    with tenant_transaction(into):
        named = people.people_named()
    now = people.who_they_are(named, team, ours=archive.is_ours)
    with tenant_transaction(into):
        people.rename_people(now)
