"""The SQL around the recorded script: the schema itself, its role, and their removal."""

from __future__ import annotations

from psycopg import sql

from tenants.db.base import DatabaseWrapper
from tenants.db.scope import role_of


def create_schema(connection: DatabaseWrapper, name: str, script: list[str]) -> None:
    """Make schema `name` and its role from `script` in one round trip.

    Runs inside the open transaction. Raises ProgrammingError when the schema exists: a schema is
    created absent, or not at all.
    """
    schema = sql.Identifier(name)
    batch = [
        sql.SQL("CREATE SCHEMA {}").format(schema),
        *_create_role(connection, name),
        sql.SQL("SET LOCAL search_path = {}").format(schema),
    ]
    connection.run_batch(
        [
            *(statement.as_bytes(connection.connection) for statement in batch),
            *(statement.encode() for statement in script),
            *(statement.as_bytes(connection.connection) for statement in _close_books(name)),
            b"SET LOCAL search_path TO DEFAULT",
        ]
    )


def drop_schema(connection: DatabaseWrapper, name: str) -> None:
    """Remove schema `name` with everything in it, and its role; nothing happens if absent.

    All that the role was ever granted lies in the schema and goes with it, so that no DROP OWNED
    is needed, which a role that inherits nothing may not do.
    """
    schema = sql.Identifier(name)
    statements = [sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema)]
    if role_of(name) and _role_exists(connection, name):
        statements.append(sql.SQL("DROP ROLE {}").format(schema))
    connection.run_batch([statement.as_bytes(connection.connection) for statement in statements])


def _create_role(connection: DatabaseWrapper, name: str) -> list[sql.Composed]:
    if role_of(name) is None:
        return []
    role = sql.Identifier(name)
    # Before 16 a membership has no options; SET ROLE comes with it.
    options = " WITH INHERIT FALSE, SET TRUE" if connection.pg_version >= 160000 else ""
    return [
        sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(role),
        sql.SQL("GRANT {} TO CURRENT_USER" + options).format(role),
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


def _role_exists(connection: DatabaseWrapper, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        return cursor.fetchone() is not None
