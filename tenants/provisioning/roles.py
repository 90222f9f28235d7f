"""A blog's role: how it comes to be, and who may take it on."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from psycopg import sql

from tenants.db.base import DatabaseWrapper

ROLES_GRANT_THEMSELVES = 160000  # since that version, and a membership has options


def create_role(connection: DatabaseWrapper, name: str) -> list[sql.Composed]:
    """The statements that make a blog's role, which the application may enter.

    Postgres goes through all memberships of the application to find by which right it grants: at
    5,000 blogs some 50 ms with CREATE ROLE and as much again with GRANT. Since 16 the first can do
    the second's work.
    """
    create = sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(sql.Identifier(name))
    if _grants_itself(connection):
        return [sql.SQL("SET LOCAL createrole_self_grant = {}").format(sql.Literal("set")), create]
    return [create, entry_to(connection, name)]


def _grants_itself(connection: DatabaseWrapper) -> bool:
    """Other servers of one engine get the statement without the setting; a superuser ignores it."""
    if settings.DB_STATEMENT_AT_A_TIME or connection.pg_version < ROLES_GRANT_THEMSELVES:
        return False
    connection.ensure_connection()
    return bool(connection.connection.info.parameter_status("is_superuser") == "off")


def entry_to(connection: DatabaseWrapper, name: str) -> sql.Composed:
    """The statement that lets the application enter a role, and inherit nothing of it."""
    # Before 16 a membership has no options; SET ROLE comes with it.
    options = (
        " WITH INHERIT FALSE, SET TRUE" if connection.pg_version >= ROLES_GRANT_THEMSELVES else ""
    )
    return sql.SQL("GRANT {} TO CURRENT_USER" + options).format(sql.Identifier(name))


def let_in(connection: DatabaseWrapper, names: list[str]) -> None:
    """Grant entry to those of new roles that did not grant it themselves.

    A server that makes roles as somebody else, as some that are rented do, knows no such grant.
    """
    if shut := set(names) - may_enter(connection, names):
        grants = [entry_to(connection, name) for name in sorted(shut)]
        connection.run_script([grant.as_bytes(connection.connection) for grant in grants])


def may_enter(connection: DatabaseWrapper, names: Iterable[str]) -> set[str]:
    """Those of the roles `names` that the application can take on by SET ROLE."""
    way = "SET" if connection.pg_version >= ROLES_GRANT_THEMSELVES else "MEMBER"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname::text FROM pg_roles"
            " WHERE rolname = ANY(%s) AND pg_has_role(current_user, oid, %s)",
            [list(names), way],
        )
        return {name for (name,) in cursor.fetchall()}


def role_exists(connection: DatabaseWrapper, name: str) -> bool:
    """Whether the cluster has a role of that name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        return cursor.fetchone() is not None
