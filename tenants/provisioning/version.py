"""A schema's version: one word for the set of migrations that its own `django_migrations` names.

It is noted in the public table of schemas, in the transaction that changes the set. Postgres can
work it out by looking (`version_in`), Python from the set (`version_of`): the same word. No
statement looks and notes at once, since an engine of several servers joins no blog's table with a
public one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from psycopg import sql

from tenants.models import FleetSchema

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

type Key = tuple[str, str]  # an app's label and a migration's name

TABLE = sql.SQL("public.{}").format(sql.Identifier(FleetSchema._meta.db_table))

# Of the django_migrations that the search_path, or the {table} put there, finds.
_VERSION = (
    "SELECT encode(sha256(convert_to(coalesce(string_agg(word, ' ' ORDER BY word), ''), 'UTF8')),"
    " 'hex') FROM"
    " (SELECT DISTINCT (app || '.' || name) COLLATE \"C\" AS word FROM {table}) AS words"
)
_NOTE = sql.SQL(
    "INSERT INTO {table} AS known (schema_name, version, spare, has_role, made_at)"
    " VALUES ({schema}, {version}, {spare}, {has_role}, now())"
    " ON CONFLICT (schema_name) DO UPDATE SET version = EXCLUDED.version"
)


def version_of(applied: Iterable[Key]) -> str:
    """The version of a schema that has exactly these migrations: 64 hexadecimal digits."""
    words = sorted({f"{app}.{name}".encode() for app, name in applied})
    return hashlib.sha256(b" ".join(words)).hexdigest()


def version_in(schema: str | None = None) -> sql.Composed:
    """A query for the version that is true in `schema`; None: where the search_path leads."""
    names = [schema, "django_migrations"] if schema else ["django_migrations"]
    return sql.SQL(_VERSION).format(table=sql.Identifier(*names))


def note_version(
    schema: str, version: str, *, spare: bool = False, has_role: bool = True
) -> sql.Composed:
    """Keep that `schema` has `version`; the other values count for a new row only."""
    return _NOTE.format(
        table=TABLE,
        schema=sql.Literal(schema),
        version=sql.Literal(version),
        spare=sql.Literal(spare),
        has_role=sql.Literal(has_role),
    )


def note_what_is_true(cursor: CursorWrapper, schema: str) -> None:
    """Look which version `schema` has now, and keep that."""
    cursor.execute(version_in(schema))
    (version,) = cursor.fetchone()
    cursor.execute(note_version(schema, version))
