"""Whether each schema is like one that is made from the recorded script just now."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import closing
from functools import partial

from django.db import connection, transaction

from tenants.db.scope import tenant_connection
from tenants.fleet.catalog import Side, catalog, compared, sums
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import Ground
from tenants.fleet.lock import connect
from tenants.models import SchemaTemplate, new_schema_name
from tenants.provisioning.schema import create_schema
from tenants.provisioning.spares import drop_spare

AT_ONCE = 500  # schemas a connection: its backend remembers the tables of all that it looked at
TOLD = 20  # schemas whose differences are worked out one by one


def shapes(ground: Ground) -> Iterator[Finding]:
    """Tables, columns, constraints, indexes and the rest, of those at the script's version."""
    for name, lines in unlike(ground, "shape").items():
        words = f"not as the recorded script makes it: {lines[0]}" if lines else "not as it was"
        more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
        called = ground.name_of(name)
        if name in ground.spares:
            mend = partial(drop_damaged, name)
            yield Finding(called, words + more, mend=mend, details=lines)
        else:
            advice = "see --json, mend it by hand or restore it from a backup"
            yield Finding(called, words + more, advice, details=lines)


def drop_damaged(spare: str) -> str:
    """The mend of a spare that is not as it should be: the next blog would get it."""
    if drop_spare(spare):
        return "dropped it: the worker makes another one"
    return "nothing: it is not a spare any more"


def unlike(
    ground: Ground, side: Side, *, leaving_out: Set[str] = frozenset()
) -> dict[str, tuple[str, ...]]:
    """The schemas that differ from a new one, with `- line` for what they lack, `+` for what not.

    A schema at another version than the script's is not judged.
    """
    if ground.template is None:
        return {}
    version = ground.template.version
    judged = [
        name
        for name in sorted(ground.members - leaving_out)
        if (row := ground.noted.get(name)) and row.version == version
    ]
    wanted, lines = _as_new(ground.template, side)
    differ = [name for name, word in _sums(judged, side).items() if word != wanted]
    return {
        name: tuple(compared(lines, catalog(name, side))) if at < TOLD else ()
        for at, name in enumerate(sorted(differ))
    }


def _as_new(template: SchemaTemplate, side: Side) -> tuple[str, set[str]]:
    """What a schema made now is like; it is gone before anybody else could see it."""
    name = new_schema_name()
    with transaction.atomic():
        create_schema(
            tenant_connection(), name, template.statements, version=template.version, spare=True
        )
        found = sums([name], side)[name], catalog(name, side)
        transaction.set_rollback(True)
    return found


def _sums(schemas: list[str], side: Side) -> dict[str, str]:
    connection.ensure_connection()
    found: dict[str, str] = {}
    for start in range(0, len(schemas), AT_ONCE):
        with closing(connect("inkstead fleet doctor")) as bare:
            found |= sums(schemas[start : start + AT_ONCE], side, bare)
    return found
