"""Bring blogs' schemas up to the code's migrations, one at a time, Django's way."""

from __future__ import annotations

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tenants.db.scope import tenant_connection
from tenants.models import State, Tenant
from tenants.provisioning.template import tenant_leaves

WITH_SCHEMA = [State.READY, State.SUSPENDED, State.DELETED]


def schemas_behind() -> list[str]:
    """The schemas that lack a tenant migration of today's code: one query per 200 schemas."""
    loader = MigrationLoader(None)
    wanted = {node for leaf in tenant_leaves(loader) for node in loader.graph.forwards_plan(leaf)}
    names = list(
        Tenant.objects.filter(state__in=WITH_SCHEMA)
        .order_by("created_at")
        .values_list("schema_name", flat=True)
    )
    applied = _applied(names)
    return [name for name in names if not wanted <= applied.get(name, set())]


def migrate_schema(name: str) -> None:
    """Apply what `name` lacks; raises DatabaseError and leaves the last whole migration applied."""
    connection = tenant_connection()
    with connection.migrating(name):
        executor = MigrationExecutor(connection)
        executor.migrate(tenant_leaves(executor.loader))


def _applied(names: list[str]) -> dict[str, set[tuple[str, str]]]:
    applied: dict[str, set[tuple[str, str]]] = {}
    for start in range(0, len(names), 200):
        query = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, app, name FROM {}.django_migrations").format(
                sql.Literal(name), sql.Identifier(name)
            )
            for name in names[start : start + 200]
        )
        with tenant_connection().cursor() as cursor:
            cursor.execute(query)
            for schema, app, migration in cursor.fetchall():
                applied.setdefault(schema, set()).add((app, migration))
    return applied
