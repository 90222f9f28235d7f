"""Schemas that nobody points at, rows that point nowhere, and notes that are not true."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import connection, transaction
from psycopg import sql

from journal import audit
from tenants.archive.models import KeptSchema
from tenants.db.scope import tenant_connection
from tenants.fleet.census import Drift, correct, drifted, fleet
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import Ground
from tenants.fleet.doctor.like import drop_damaged
from tenants.fleet.lock import is_migrating
from tenants.fleet.plan import grouped
from tenants.models import BareSchema, FleetSchema, Tenant
from tenants.provisioning.bare import forget_bare
from tenants.provisioning.recording import SCRATCH, drop_scratch_schemas
from tenants.provisioning.schema import drop_schema

BOOKS = "django_migrations"


def orphans(ground: Ground) -> Iterator[Finding]:
    """Schemas that are no blog's, no spare and not kept; what a killed `migrate` recorded in."""
    nobodys = ground.schemas - set(ground.living) - ground.spares - set(ground.kept)
    nobodys -= set(ground.renamed.values()) | ground.bare
    holding = _with_rows(sorted(nobodys))
    for name in sorted(nobodys):
        if name in holding:
            advice = f'look into it, then: DROP SCHEMA "{name}" CASCADE'
            words = f"no blog, spare or kept schema; there are rows in {holding[name]}"
            yield Finding(ground.name_of(name), words, advice)
        else:
            words = "no blog, spare or kept schema, and nothing in it"
            yield Finding(ground.name_of(name), words, mend=partial(_drop, name))
    yield from _scratch()


def pointing_nowhere(ground: Ground) -> Iterator[Finding]:
    """Blogs whose schema is gone; notes of schemas that are not there."""
    for name, blog in ground.living.items():
        if now := ground.renamed.get(name):
            advice = f'ALTER SCHEMA "{now}" RENAME TO "{name}"'
            yield Finding(str(blog), f"its schema is called {now} now", advice)
        elif name not in ground.schemas:
            yield Finding(str(blog), "its schema is gone", "manage.py blog restore … --over …")
    for name, kept in ground.kept.items():
        if name not in ground.schemas:
            words = "kept after a restore, and not there any more"
            yield Finding(name, words, mend=partial(_forget_kept, kept))
    for name in sorted(set(ground.noted) - ground.schemas - set(ground.living) - set(ground.kept)):
        words = "noted as a spare, and not there" if name in ground.spares else "noted, not there"
        yield Finding(name, words, mend=partial(_forget_note, name))
    for name in sorted(ground.bare - (ground.schemas & ground.roles)):
        words = "noted as bare, and it or its role is not there"
        yield Finding(ground.name_of(name), words, mend=partial(_forget_bare, name))


def notes(ground: Ground) -> Iterator[Finding]:
    """The version that is noted against each schema's own django_migrations; who is behind."""
    if is_migrating():
        return
    members = [member for member in fleet(only=ground.only) if member.schema in ground.schemas]
    for drift in drifted(members):
        if not drift.found:
            yield _without_books(drift)
            continue
        words = "its migrations are not those that were noted"
        yield Finding(str(drift.member), words, mend=partial(_correct, drift))
    for group in grouped(members):
        for member in group.members:
            words = group.trouble or "it lacks migrations of this version"
            yield Finding(str(member), words, "manage.py migrate")
    if ground.template is None and not ground.only:
        yield Finding("new blogs", "no recorded script serves this version", "manage.py migrate")


def _without_books(drift: Drift) -> Finding:
    words = "it has no table of migrations"
    if drift.member.tenant_id is None:
        return Finding(str(drift.member), words, mend=partial(drop_damaged, drift.member.schema))
    return Finding(str(drift.member), words, "restore it from a backup")


def _with_rows(schemas: list[str]) -> dict[str, str]:
    """Those of `schemas` that hold a row, with a table that has one."""
    if not schemas:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname::text, relname::text FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind IN ('r', 'p') AND relname <> %s AND nspname = ANY(%s)",
            [BOOKS, schemas],
        )
        tables = cursor.fetchall()
        found = {}
        for schema, table in tables:
            if schema not in found:
                one = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(schema, table))
                cursor.execute(one)
                if cursor.fetchone():
                    found[schema] = table
    return found


def _scratch() -> Iterator[Finding]:
    """`migrate` drops them at its end and at its next start; it holds the lock meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname, %s)", [SCRATCH]
        )
        names = [name for (name,) in cursor.fetchall()]
    if names and not is_migrating():
        for name in names:
            yield Finding(name, "left by a migrate that was killed", mend=_drop_scratch)


def _drop(name: str) -> str:
    with transaction.atomic():
        if Tenant.objects.filter(schema_name=name).exclude(state="purged").exists():
            return "it is a blog's by now"
        spare = FleetSchema.objects.filter(pk=name, spare=True).exists()
        if spare or BareSchema.objects.filter(pk=name).exists() or _with_rows([name]):
            return "it is of use by now"
        drop_schema(tenant_connection(), name)
        audit.record("fleet.orphan_dropped", by=None, tenant_id=None, target=name)
    return "dropped it with its role"


def _drop_scratch() -> str:
    if is_migrating():
        return "left alone, since migrate is at work"
    drop_scratch_schemas(tenant_connection())
    return "dropped it"


def _forget_kept(kept: KeptSchema) -> str:
    with transaction.atomic():
        kept.delete()
        audit.record(
            "fleet.kept_forgotten", by=None, tenant_id=kept.tenant_id, target=kept.schema_name
        )
    return "forgot it: that restore cannot be taken back"


def _forget_note(name: str) -> str:
    FleetSchema.objects.filter(pk=name).delete()
    return "forgot it"


def _forget_bare(name: str) -> str:
    return "forgot it" if forget_bare(name) else "it is there by now"


def _correct(drift: Drift) -> str:
    correct(drift.member.schema)
    return "noted what it has"
