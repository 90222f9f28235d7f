"""Point a blog at another schema, with nothing written in between being lost unnoticed."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from tenants.actions.change import Refused
from tenants.archive.catalog import BOOKS
from tenants.archive.models import KeptSchema
from tenants.db.scope import role_of
from tenants.db.waiting import wait_as_before, wait_for_locks
from tenants.models import Tenant

PATIENCE = 5000  # ms, for those who are writing at this moment


def quieten(schema: str) -> None:
    """Wait for whoever writes into `schema`, and let nobody do so once this commits.

    To be called before the tenant's row is locked, since a writer takes that last. A process that
    has not heard of the new schema yet is then refused by the database instead of losing a post.
    Raises Refused when somebody writes for too long.
    """
    names = _tables(schema)
    if not names:
        return
    every = sql.SQL(", ").join(sql.Identifier(schema, name) for name in names)
    try:
        with connection.cursor() as cursor:
            lock = sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(every)
            for statement in (*wait_for_locks(PATIENCE), lock, *wait_as_before()):
                cursor.execute(statement)
    except OperationalError:
        raise Refused(_("Somebody is writing on the blog; try again in a moment.")) from None
    _for_the_role(schema, "REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} FROM {}")


def point_to(tenant: Tenant, schema: str) -> None:
    """Let the locked row name `schema`, and keep the one before for some days."""
    now = timezone.now()
    KeptSchema.objects.create(
        tenant=tenant,
        schema_name=tenant.schema_name,
        kept_at=now,
        gone_after=now + timedelta(days=settings.REPLACED_DAYS),
    )
    tenant.schema_name = schema
    tenant.save(update_fields=["schema_name"])


def reopen(schema: str) -> None:
    """Let the blog write into `schema` again."""
    _for_the_role(schema, "GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}")
    if role_of(schema):
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(
                    sql.Identifier(schema, BOOKS), sql.Identifier(schema)
                )
            )


def _for_the_role(schema: str, statement: str) -> None:
    if role_of(schema):
        name = sql.Identifier(schema)
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(name, name))


def _tables(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname::text FROM pg_catalog.pg_class"
            " WHERE relnamespace = to_regnamespace(%s) AND relkind IN ('r', 'p')"
            " AND relname <> %s ORDER BY relname",
            [f'"{schema}"', BOOKS],
        )
        return [name for (name,) in cursor.fetchall()]
