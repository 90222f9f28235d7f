"""Spares: schemas with their roles that stand ready, so that a new blog need not wait for its own.

A spare is a row of FleetSchema that no tenant points at. It is given out for the version of the
recorded script and no other. `migrate` brings spares along; whatever it left is dropped here.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from tenants.db.scope import tenant_connection
from tenants.models import FleetSchema, SchemaTemplate, new_schema_name
from tenants.provisioning.bare import take_bare
from tenants.provisioning.keeper import is_only_keeper
from tenants.provisioning.schema import create_schema, drop_schema
from tenants.provisioning.template import TemplateOutOfStep, current_template

logger = logging.getLogger(__name__)

AT_ONCE = 10  # in one transaction: each commit with new roles makes all backends look again
ONE = 1  # where an engine of several servers builds them: one transaction, one tenant

# `= ANY(ARRAY(...))` runs the sub-select once; `IN (...)` may run it per row and take too many.
_TAKE = f"""
    UPDATE {FleetSchema._meta.db_table} SET spare = false
    WHERE schema_name = ANY(ARRAY(
        SELECT schema_name FROM {FleetSchema._meta.db_table}
        WHERE spare AND version = %s AND has_role = %s
        ORDER BY made_at LIMIT 1 FOR UPDATE SKIP LOCKED
    ))
    RETURNING schema_name
"""  # noqa: S608  # the table's own name


def take_spare(template: SchemaTemplate) -> str | None:
    """A schema like those of `template`, the caller's once the open transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [template.version, settings.TENANT_ROLES])
        row = cursor.fetchone()
    return row[0] if row else None


def fit(template: SchemaTemplate) -> QuerySet[FleetSchema]:
    """The spares that can be given out now, the oldest first."""
    spares = FleetSchema.objects.filter(spare=True, version=template.version)
    return spares.filter(has_role=settings.TENANT_ROLES).order_by("made_at")


def make_spares(*, at_most: int) -> int:
    """Fill the pool up to SPARE_SCHEMAS, with `at_most` new ones; returns how many were made."""
    made = 0
    while made < at_most:
        new = _make_some(min(_at_once(), at_most - made))
        if not new:
            break
        made += new
    return made


@transaction.atomic
def _make_some(count: int) -> int:
    if not is_only_keeper():
        return 0
    try:
        template = current_template()
    except TemplateOutOfStep as error:
        logger.warning("No spares are made. %s", error)
        return 0
    count = min(count, settings.SPARE_SCHEMAS - fit(template).count())
    for _ in range(count):
        bare = take_bare()
        create_schema(
            tenant_connection(),
            bare or new_schema_name(),
            template.statements,
            version=template.version,
            spare=True,
            bare=bare is not None,
        )
    return max(count, 0)


def drop_spares() -> int:
    """Drop those that can no longer be given out and those too many, a few at a time."""
    with transaction.atomic():
        try:
            template = current_template()
        except TemplateOutOfStep:
            return 0  # it is for newer code to say what is fit
        if not is_only_keeper():
            return 0
        kept = list(fit(template).values_list("pk", flat=True)[: settings.SPARE_SCHEMAS])
        others = FleetSchema.objects.filter(~Q(pk__in=kept), spare=True)
        rows = others.select_for_update(skip_locked=True)[: _at_once()]
        for row in rows:
            drop_schema(tenant_connection(), row.pk)
        return len(rows)


@transaction.atomic
def drop_spare(name: str) -> bool:
    """Drop this one, whatever is in it; False if a blog took it or is about to."""
    row = FleetSchema.objects.select_for_update(skip_locked=True).filter(pk=name, spare=True)
    if not row.exists():
        return False
    drop_schema(tenant_connection(), name)
    return True


def _at_once() -> int:
    return ONE if settings.DB_STATEMENT_AT_A_TIME else AT_ONCE
