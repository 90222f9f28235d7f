"""The SQL around the recorded script: the schema itself, its role, and their removal."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from psycopg import sql

from tenants.db.base import DatabaseWrapper
from tenants.db.scope import role_of
from tenants.models import FleetSchema
from tenants.provisioning.roles import create_role, role_exists
from tenants.provisioning.spread import require_spread
from tenants.provisioning.version import note_version, version_in


def create_schema(
    connection: DatabaseWrapper,
    name: str,
    script: list[str],
    *,
    version: str = "",
    spare: bool = False,
    bare: bool = False,
) -> None:
    """Make schema `name` and its role from `script` in one round trip, and note its version.

    `version` is what the script makes; without one it is looked up. Runs inside the open
    transaction. Raises ProgrammingError when the schema exists: a schema is created absent, or not
    at all. A `bare` one is there with its role, and is filled.
    """
    before = [
        *(() if bare else _bare(connection, name)),
        sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(name)),
    ]
    after = [*_close_books(name), sql.SQL("SET LOCAL search_path TO DEFAULT")]
    if version:
        after.append(_note(name, version, spare=spare))
    connection.run_script(
        [
            *(statement.as_bytes(connection.connection) for statement in before),
            *(statement.encode() for statement in script),
            *(statement.as_bytes(connection.connection) for statement in after),
        ]
    )
    if not version:
        _look_and_note(connection, name, spare=spare)
    if settings.DB_STATEMENT_AT_A_TIME:
        require_spread(connection, name)


def create_bare(connection: DatabaseWrapper, names: Iterable[str]) -> None:
    """Make schemas with their roles and nothing in them, in one round trip."""
    statements = [statement for name in names for statement in _bare(connection, name)]
    connection.run_script([statement.as_bytes(connection.connection) for statement in statements])


def _bare(connection: DatabaseWrapper, name: str) -> list[sql.Composed]:
    make = sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name))
    if role_of(name) is None:
        return [make]
    return [make, *create_role(connection, name), *first_rights(name)]


def _note(name: str, version: str, *, spare: bool) -> sql.Composed:
    return note_version(name, version, spare=spare, has_role=role_of(name) is not None)


def _look_and_note(connection: DatabaseWrapper, name: str, *, spare: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(version_in(name))
        (version,) = cursor.fetchone()
        cursor.execute(_note(name, version, spare=spare))


def drop_schema(connection: DatabaseWrapper, name: str) -> None:
    """Remove schema `name` with everything in it, and its role; nothing happens if absent.

    All that the role was ever granted lies in the schema and goes with it, so that no DROP OWNED
    is needed, which a role that inherits nothing may not do.
    """
    schema = sql.Identifier(name)
    statements = [sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema)]
    if role_exists(connection, name):
        statements.append(sql.SQL("DROP ROLE {}").format(schema))  # its grants went with the schema
    connection.run_script([statement.as_bytes(connection.connection) for statement in statements])
    FleetSchema.objects.filter(pk=name).delete()


def first_rights(name: str) -> list[sql.Composed]:
    """The statements that let a role into its schema, and use the tables that are made there."""
    role = sql.Identifier(name)
    return [
        sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(role, role),
        sql.SQL(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA {} "
            "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}"
        ).format(role, role),
        sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT USAGE ON SEQUENCES TO {}").format(
            role, role
        ),
    ]


def _close_books(name: str) -> list[sql.Composed]:
    """The blog's own role does not write which migrations ran."""
    if role_of(name) is None:
        return []
    return [
        sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(
            sql.Identifier(name)
        )
    ]
