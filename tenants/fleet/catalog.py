"""All that Postgres knows about a schema, but for the order of columns, as comparable lines.

Two schemas are alike when they have the same lines. `catalog` gives the lines of one; `sums` gives
one word for each of many, worked out by Postgres, to tell which of a fleet are worth a look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import psycopg
from django.db import connection
from psycopg import sql

type Side = Literal["shape", "rights"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: what is told of each, and where such things are found.

    `schema` is the oid of the schema it belongs to.
    """

    name: str
    side: Side
    told: str
    found: str
    schema: str

    def query(self) -> str:
        """A SELECT of the schema's oid and the line; `{{schemas}}` is left to be filled in."""
        return (
            f"SELECT {self.schema} AS space, '{self.name}: ' || ROW({self.told})::text AS line"  # noqa: S608  # all ours
            f" FROM {self.found} AND {self.schema} = ANY(%(schemas)s)"
        )


def _sorted(grants: str) -> str:
    """Grants are a set: their order is that in which they were given."""
    return f'ARRAY(SELECT g::text FROM unnest({grants}) g ORDER BY g::text COLLATE "C")'  # noqa: S608


def _comments(on: str, catalog: str, part: str = "0") -> str:
    """A join: pg_description's own functions ask for each row again."""
    return (
        f" LEFT JOIN pg_description t ON objoid = {on} AND classoid = '{catalog}'::regclass"
        f" AND objsubid = {part}"
    )


_COLUMNS = (
    "pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped"
    " LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum"
    f"{_comments('c.oid', 'pg_class', 'attnum')}"
    " WHERE relkind IN ('r', 'p', 'v', 'm')"
)

KINDS = (
    Kind("schema", "shape", "description",
         f"pg_namespace n{_comments('n.oid', 'pg_namespace')} WHERE true", "n.oid"),
    Kind("relation", "shape",
         "relname, relkind, relpersistence, relrowsecurity, relforcerowsecurity, relreplident,"
         " relispartition, reloptions, amname, description",
         f"pg_class c LEFT JOIN pg_am a ON a.oid = relam{_comments('c.oid', 'pg_class')}"
         " WHERE true", "relnamespace"),
    Kind("column", "shape",
         "relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,"
         " attgenerated, attstorage, attcompression, attstattarget, attoptions,"
         " (SELECT collname FROM pg_collation l WHERE l.oid = attcollation),"
         " pg_get_expr(adbin, adrelid), description", _COLUMNS, "relnamespace"),
    Kind("constraint", "shape",
         # Of the others the column or the index tells the rest; the function is dear.
         "relname, conname, contype, condeferrable, condeferred, convalidated, connoinherit,"
         " CASE WHEN contype IN ('c', 'f', 'x') THEN pg_get_constraintdef(k.oid) END, description",
         "pg_constraint k LEFT JOIN pg_class c ON c.oid = conrelid"
         f"{_comments('k.oid', 'pg_constraint')} WHERE true", "connamespace"),
    Kind("index", "shape",
         "pg_get_indexdef(indexrelid), indisunique, indisprimary, indisvalid, indisready,"
         " indimmediate, indisclustered, indisreplident",
         "pg_index JOIN pg_class c ON c.oid = indexrelid WHERE true", "relnamespace"),
    Kind("sequence", "shape",
         "c.relname, format_type(seqtypid, NULL), seqstart, seqincrement, seqmax, seqmin,"
         " seqcache, seqcycle, d.deptype, d.refobjid::regclass, attname",
         "pg_sequence JOIN pg_class c ON c.oid = seqrelid LEFT JOIN pg_depend d ON d.objid = c.oid"
         " AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass"
         " LEFT JOIN pg_attribute ON attrelid = d.refobjid AND attnum = d.refobjsubid"
         " WHERE true", "relnamespace"),
    Kind("trigger", "shape", "pg_get_triggerdef(t.oid)",
         "pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal", "relnamespace"),
    Kind("rule", "shape", "pg_get_ruledef(r.oid)",
         "pg_rewrite r JOIN pg_class c ON c.oid = ev_class WHERE true", "relnamespace"),
    Kind("policy", "shape", "polname, polcmd, polroles::text, pg_get_expr(polqual, polrelid)",
         "pg_policy JOIN pg_class c ON c.oid = polrelid WHERE true", "relnamespace"),
    Kind("function", "shape", "proname, pg_get_functiondef(oid)",
         "pg_proc WHERE prokind <> 'a'", "pronamespace"),
    Kind("type", "shape",
         "typname, typtype, typcategory, (SELECT array_agg(enumlabel ORDER BY enumsortorder)"
         " FROM pg_enum WHERE enumtypid = t.oid)",
         "pg_type t WHERE true", "typnamespace"),
    Kind("statistics", "shape", "stxname, pg_get_statisticsobjdef(oid)",
         "pg_statistic_ext WHERE true", "stxnamespace"),
    Kind("rights on the schema", "rights", f"pg_get_userbyid(nspowner), {_sorted('nspacl')}",
         "pg_namespace WHERE true", "oid"),
    Kind("rights to come", "rights", f"defaclobjtype, {_sorted('defaclacl')}",
         "pg_default_acl WHERE true", "defaclnamespace"),
    Kind("rights", "rights", f"relname, pg_get_userbyid(relowner), {_sorted('relacl')}",
         "pg_class c WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')", "relnamespace"),
    Kind("rights on a column", "rights", f"relname, attname, {_sorted('attacl')}",
         f"{_COLUMNS} AND attacl IS NOT NULL", "relnamespace"),
)  # fmt: skip

_SUMS = """
    SELECT nspname::text,
        md5(string_agg(replace(line, nspname, 'SCHEMA'), E'\\n' ORDER BY line COLLATE "C"))
    FROM ({lines}) AS lines JOIN pg_namespace n ON n.oid = space GROUP BY nspname
"""


def catalog(schema: str, *sides: Side) -> set[str]:
    """A line for each thing in `schema` (with `sides`: of those alone), its own name replaced."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_namespace WHERE nspname = %s", [schema])
        cursor.execute(_lines(sides), {"schemas": [oid for (oid,) in cursor.fetchall()]})
        lines = {line for _space, line in cursor.fetchall()}
        if not sides:
            books = sql.SQL("SELECT 'migration: ' || ROW(app, name)::text FROM {}")
            cursor.execute(books.format(sql.Identifier(schema, "django_migrations")))
            lines |= {line for (line,) in cursor.fetchall()}
    return {line.replace(schema, "SCHEMA") for line in lines}


def differences(one: str, other: str) -> list[str]:
    """What stands in one of two schemas only: `- line` or `+ line`."""
    return compared(catalog(one), catalog(other))


def compared(one: set[str], other: set[str]) -> list[str]:
    """What only `one` has as `- line`, what only `other` has as `+ line`."""
    gone = [f"- {line}" for line in sorted(one - other)]
    return gone + [f"+ {line}" for line in sorted(other - one)]


def sums(
    schemas: Sequence[str], side: Side, using: psycopg.Connection[Any] | None = None
) -> dict[str, str]:
    """A word for all lines of each schema that there is: schemas that are alike have the same."""
    if using is None:
        connection.ensure_connection()
        using = connection.connection
    assert using is not None  # noqa: S101
    query = _SUMS.format(lines=_lines([side]))
    names = "SELECT oid::int8 FROM pg_namespace WHERE nspname = ANY(%s)"
    oids = [oid for (oid,) in using.execute(names, [list(schemas)])]
    return dict(using.execute(query.encode(), {"schemas": oids}).fetchall())


def _lines(sides: Sequence[Side]) -> str:
    kinds = [kind.query() for kind in KINDS if not sides or kind.side in sides]
    return " UNION ALL ".join(kinds)
