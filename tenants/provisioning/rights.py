"""Give a schema the owner, the role and the grants that a new one has, whatever it has now."""

from __future__ import annotations

from django.db import transaction
from psycopg import sql

from tenants.db.base import DatabaseWrapper
from tenants.models import FleetSchema
from tenants.provisioning.roles import create_role, entry_to, may_enter, role_exists
from tenants.provisioning.schema import first_rights

_OTHERS = """
    SELECT relkind::text, relname::text FROM pg_class
    WHERE relnamespace = to_regnamespace(%(name)s) AND relowner <> current_user::regrole
      AND relkind IN ('r', 'v', 'm') ORDER BY relname
"""  # sequences of columns follow their table
_GRANTEES = """
    SELECT DISTINCT grantee::oid, CASE WHEN grantee > 0 THEN pg_get_userbyid(grantee)::text END
    FROM (
        SELECT (aclexplode(nspacl)).grantee FROM pg_namespace
        WHERE oid = to_regnamespace(%(name)s)
        UNION ALL SELECT (aclexplode(relacl)).grantee FROM pg_class
        WHERE relnamespace = to_regnamespace(%(name)s)
        UNION ALL SELECT (aclexplode(attacl)).grantee FROM pg_attribute
        JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = to_regnamespace(%(name)s)
        UNION ALL SELECT (aclexplode(defaclacl)).grantee FROM pg_default_acl
        WHERE defaclnamespace = to_regnamespace(%(name)s)
    ) AS granted WHERE grantee <> current_user::regrole
"""
_ALTER = {"r": sql.SQL("TABLE"), "v": sql.SQL("VIEW"), "m": sql.SQL("MATERIALIZED VIEW")}
_NOTHING = (
    "REVOKE ALL ON SCHEMA {schema} FROM {who}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {who}",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {who}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM {who}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON SEQUENCES FROM {who}",
)
_TODAY = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {schema}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {schema}",
    "REVOKE INSERT, UPDATE, DELETE ON {schema}.django_migrations FROM {schema}",
)


@transaction.atomic
def give_rights(connection: DatabaseWrapper, name: str) -> None:
    """Let the role of schema `name` have just what a new blog's has; nobody else has anything.

    Makes the role if there is none. What somebody else owns becomes the application's; raises
    ProgrammingError where the database does not let it.
    """
    schema = sql.Identifier(name)
    statements: list[sql.Composed] = []
    if not role_exists(connection, name):
        statements += create_role(connection, name)
    elif not may_enter(connection, [name]):
        statements.append(entry_to(connection, name))
    statements += _taking_over(connection, name)
    with connection.cursor() as cursor:
        cursor.execute(_GRANTEES, {"name": f'"{name}"'})
        for _oid, grantee in cursor.fetchall():
            who = sql.Identifier(grantee) if grantee else sql.SQL("PUBLIC")
            statements += [sql.SQL(text).format(schema=schema, who=who) for text in _NOTHING]
    statements += first_rights(name)
    statements += [sql.SQL(text).format(schema=schema) for text in _TODAY]
    connection.run_script([statement.as_bytes(connection.connection) for statement in statements])
    FleetSchema.objects.filter(pk=name).update(has_role=True)


def _taking_over(connection: DatabaseWrapper, name: str) -> list[sql.Composed]:
    """Make the application the owner of all tables; what the blog's role owns it may take."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS, {"name": f'"{name}"'})
        others = cursor.fetchall()
    if not others or not role_exists(connection, name):
        return []
    alter = [
        sql.SQL("ALTER {} {} OWNER TO CURRENT_USER").format(
            _ALTER[kind], sql.Identifier(name, table)
        )
        for kind, table in others
    ]
    if connection.pg_version < 160000:
        return alter  # there every member inherits
    member = sql.SQL("GRANT {} TO CURRENT_USER WITH INHERIT {}")
    as_member, as_before = (
        member.format(sql.Identifier(name), word) for word in (sql.SQL("TRUE"), sql.SQL("FALSE"))
    )
    return [as_member, *alter, as_before]
