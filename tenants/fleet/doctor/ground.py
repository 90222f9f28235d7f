"""What is known before anything is judged: schemas and roles there are, and who points at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from tenants.archive.models import KeptSchema
from tenants.fleet.census import WITH_SCHEMA
from tenants.models import (
    SCHEMA_NAME,
    BareSchema,
    Domain,
    FleetSchema,
    SchemaTemplate,
    State,
    Tenant,
)
from tenants.provisioning.template import TemplateOutOfStep, current_template

# What the worker does every minute was missed for so long that nobody is doing it.
MISSED_AFTER = timedelta(minutes=15)

_SCHEMAS = "SELECT nspname::text FROM pg_namespace WHERE nspname ~ %s"
_ROLES = "SELECT rolname::text FROM pg_roles WHERE rolname ~ %s"
# A schema keeps the rights of its role under any name.
_RENAMED = """
    SELECT rolname::text, nspname::text
    FROM pg_namespace n, LATERAL aclexplode(nspacl) AS rights JOIN pg_roles r ON r.oid = grantee
    WHERE rolname = ANY(%s) AND nspname <> rolname AND NOT starts_with(nspname, 'pg_')
"""
_EXTENT = """
    SELECT count(*), pg_database_size(current_database()),
        (SELECT sum(pg_total_relation_size(oid)) FROM pg_class
         WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r')
    FROM pg_class
"""


@dataclass(frozen=True, slots=True)
class Blog:
    """A tenant's row, as far as it matters here."""

    id: UUID
    schema: str
    state: str
    address: str

    def __str__(self) -> str:
        return f"{self.address} ({self.schema})"


@dataclass(frozen=True, slots=True)
class Extent:
    """How large all of it is."""

    relations: int
    database_bytes: int
    catalog_bytes: int


@dataclass
class Ground:
    """Read once, as it is at the beginning."""

    schemas: set[str] = field(default_factory=lambda: _names(_SCHEMAS))
    roles: set[str] = field(default_factory=lambda: _names(_ROLES))
    blogs: dict[str, Blog] = field(default_factory=lambda: {b.schema: b for b in _blogs()})
    noted: dict[str, FleetSchema] = field(default_factory=lambda: FleetSchema.objects.in_bulk())
    kept: dict[str, KeptSchema] = field(
        default_factory=lambda: {kept.schema_name: kept for kept in KeptSchema.objects.all()}
    )
    bare: set[str] = field(
        default_factory=lambda: set(BareSchema.objects.values_list("pk", flat=True))
    )
    only: tuple[UUID, ...] = ()  # the blogs that are looked at; empty: all, spares too

    @classmethod
    def of_one(cls, tenant: Tenant) -> Ground:
        """As far as it is about one blog: quick, however many others there are."""
        exactly = f"^{tenant.schema_name}$"
        blogs = _blogs(Tenant.objects.filter(pk=tenant.pk))
        return cls(
            schemas=_names(_SCHEMAS, exactly),
            roles=_names(_ROLES, exactly),
            blogs={blog.schema: blog for blog in blogs},
            noted=FleetSchema.objects.in_bulk([tenant.schema_name]),
            kept={},
            bare=set(),
            only=(tenant.pk,),
        )

    @property
    def living(self) -> dict[str, Blog]:
        """The blogs that have a schema, by its name."""
        return {name: blog for name, blog in self.blogs.items() if blog.state in WITH_SCHEMA}

    @property
    def spares(self) -> set[str]:
        """The names of schemas that are ready for new blogs."""
        return {name for name, row in self.noted.items() if row.spare}

    @property
    def members(self) -> set[str]:
        """The schemas of blogs and spares that are really there."""
        return (set(self.living) | self.spares) & self.schemas

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Where the schema of a living blog is not there: what it seems to be called now."""
        with connection.cursor() as cursor:
            cursor.execute(_RENAMED, [sorted(set(self.living) - self.schemas)])
            return dict(cursor.fetchall())

    @cached_property
    def template(self) -> SchemaTemplate | None:
        """The recorded script, if it serves this code."""
        try:
            return current_template()
        except TemplateOutOfStep:
            return None

    @property
    def wants_roles(self) -> bool:
        """Whether each schema has a role here."""
        return settings.TENANT_ROLES

    def name_of(self, schema: str) -> str:
        """What people call it."""
        if blog := self.blogs.get(schema):
            return str(blog)
        if schema in self.spares:
            return f"spare {schema}"
        if schema in self.bare:
            return f"bare {schema}"
        return f"kept {schema}" if schema in self.kept else schema

    def of(self, state: State) -> list[Blog]:
        """The blogs in that state."""
        return [blog for blog in self.blogs.values() if blog.state == state]


def extent() -> Extent:
    """The figures that say what the fleet weighs."""
    with connection.cursor() as cursor:
        cursor.execute(_EXTENT)
        relations, database, catalog = cursor.fetchone()
    return Extent(relations, int(database), int(catalog))


def _names(query: str, form: str = SCHEMA_NAME) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, [form])
        return {name for (name,) in cursor.fetchall()}


def _blogs(of: QuerySet[Tenant] | None = None) -> list[Blog]:
    primary = Domain.objects.filter(tenant=OuterRef("pk"), is_primary=True).values("domain")[:1]
    every = Tenant.objects.all() if of is None else of
    rows = every.annotate(address=Subquery(primary)).order_by("pk")
    values = rows.values_list("pk", "schema_name", "state", "address")
    return [Blog(pk, schema, state, address or str(pk)) for pk, schema, state, address in values]


def long_ago() -> datetime:
    """The moment before which work that is due every minute counts as missed."""
    return timezone.now() - MISSED_AFTER
