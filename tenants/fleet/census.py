"""All schemas there are, with the version each one is noted to have, and whether that is true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.db.models import FilteredRelation, Min, OuterRef, Q, Subquery
from psycopg import sql

from tenants.db.scope import tenant_connection
from tenants.models import FleetSchema, State, Tenant
from tenants.provisioning.version import note_what_is_true, version_in

WITH_SCHEMA = [State.READY, State.SUSPENDED, State.DELETED]
AT_ONCE = 200  # schemas in one query; one, where they may lie on several servers

NOWHERE = ""  # the version of a schema that has no table of migrations


@dataclass(frozen=True, slots=True)
class Member:
    """One schema of the fleet. A spare has no tenant; its address is its name."""

    schema: str
    address: str
    tenant_id: UUID | None
    version: str
    is_noted: bool = True  # it has a row, that version

    def __str__(self) -> str:
        return f"{self.address} ({self.schema})" if self.tenant_id else f"spare {self.schema}"


@dataclass(frozen=True, slots=True)
class Drift:
    """A schema whose own django_migrations say something else than its row does."""

    member: Member
    found: str


def fleet(*, only: Sequence[UUID] = (), canary: int | None = None) -> list[Member]:
    """All schemas, or those of the tenants `only`, or of the first `canary` blogs by id.

    Ids are random, so a canary is the same sample every time. What has no row is looked up.
    """
    if not _table_exists(Tenant._meta.db_table):
        return []
    noted = dict(_noted())
    members = [
        Member(schema, address, tenant_id, *_of(noted.pop(schema, None)))
        for tenant_id, schema, address in _blogs(only)
    ]
    if canary is not None:
        members = members[:canary]
    elif not only:
        spares = ((schema, version) for schema, (version, spare) in noted.items() if spare)
        members += [Member(schema, schema, None, version) for schema, version in spares]
    return _looked_up(members)


def samples() -> list[Member] | None:
    """One member of each version that the fleet has; None where a schema has no row, or no rows.

    Two queries that answer with a few rows, however many schemas there are.
    """
    if not _table_exists(FleetSchema._meta.db_table):
        return None
    notes = FleetSchema.objects.filter(pk=OuterRef("schema_name"))
    blogs = (
        Tenant.objects.filter(state__in=WITH_SCHEMA)
        .annotate(version=Subquery(notes.values("version")))
        .values("version")
        .annotate(sample=Min("schema_name"))
        .order_by()
        .values_list("sample", "version")
    )
    spares = (
        FleetSchema.objects.filter(spare=True)
        .values("version")
        .annotate(sample=Min("schema_name"))
        .order_by()
        .values_list("sample", "version")
    )
    found = [*blogs, *spares]
    if any(version is None for _schema, version in found):
        return None
    return [Member(schema, schema, None, version) for schema, version in found]


def _of(row: tuple[str, bool] | None) -> tuple[str, bool]:
    return (row[0], True) if row else (NOWHERE, False)


def _blogs(only: Sequence[UUID]) -> Iterator[tuple[UUID, str, str]]:
    # One join: a sub-select a blog would be most of what a run with nothing to do asks.
    primary = FilteredRelation("domains", condition=Q(domains__is_primary=True))
    rows = Tenant.objects.filter(state__in=WITH_SCHEMA).annotate(primary=primary).order_by("pk")
    if only:
        rows = rows.filter(pk__in=only)
    for pk, schema, address in rows.values_list("pk", "schema_name", "primary__domain"):
        yield pk, schema, address or schema


def _noted() -> Iterator[tuple[str, tuple[str, bool]]]:
    if _table_exists(FleetSchema._meta.db_table):
        for schema, version, spare in FleetSchema.objects.values_list("pk", "version", "spare"):
            yield schema, (version, spare)


def _looked_up(members: list[Member]) -> list[Member]:
    unknown = [member.schema for member in members if member.version == NOWHERE]
    found = true_versions(unknown) if unknown else {}
    return [replace(m, version=m.version or found.get(m.schema, NOWHERE)) for m in members]


def drifted(members: list[Member]) -> list[Drift]:
    """The members that are not what their rows say, by looking at every schema."""
    found = true_versions([member.schema for member in members])
    return [
        Drift(member, found.get(member.schema, NOWHERE))
        for member in members
        if found.get(member.schema, NOWHERE) != member.version
    ]


def true_versions(schemas: list[str]) -> dict[str, str]:
    """The version of each schema as its own table tells it; those without the table are absent."""
    found: dict[str, str] = {}
    count = 1 if settings.DB_STATEMENT_AT_A_TIME else AT_ONCE
    for start in range(0, len(schemas), count):
        found |= _some_versions(schemas[start : start + count])
    return found


def _some_versions(schemas: list[str]) -> dict[str, str]:
    with tenant_connection().cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name"
            " WHERE to_regclass(format('%%I.django_migrations', name)) IS NOT NULL",
            [schemas],
        )
        there = [name for (name,) in cursor.fetchall()]
        if not there:
            return {}
        cursor.execute(
            sql.SQL(" UNION ALL ").join(
                sql.SQL("SELECT {}, ({})").format(sql.Literal(name), version_in(name))
                for name in there
            )
        )
        return dict(cursor.fetchall())


def correct(schema: str) -> None:
    """Note what is true of `schema` now."""
    with tenant_connection().cursor() as cursor:
        note_what_is_true(cursor, schema)


def _table_exists(table: str) -> bool:
    with tenant_connection().cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"public.{table}"])
        row = cursor.fetchone()
    return bool(row and row[0])
