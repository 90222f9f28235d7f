"""Rows in and out by COPY, in the text format and with the columns named.

Text and not binary: it is the same for every version of Postgres and every machine, a person can
read it, and each line is a row, since line ends in values are escaped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import psycopg
from django.db import connection
from psycopg import sql

from tenants.archive.catalog import Shape
from tenants.archive.manifest import Table

# What else would change how a value is written.
_PLAIN = (
    "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';"
    " SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;"
    " SET LOCAL timezone = 'UTC'"
)


def speak_plainly() -> None:
    """Have values written in one way, for the open transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN)


class RowCount:
    """Counts the rows that go by."""

    def __init__(self) -> None:
        self.rows = 0

    def of(self, chunks: Iterable[memoryview]) -> Iterator[memoryview]:
        """The same chunks."""
        for chunk in chunks:
            self.rows += bytes(chunk).count(b"\n")
            yield chunk


def copy_out(shape: Shape, columns: list[str] | None = None) -> Iterator[memoryview]:
    """The rows of a table in the order of its key, so that equal tables give equal bytes."""
    select = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        shape.named(columns), sql.Identifier(shape.name), shape.named(shape.key)
    )
    with connection.cursor() as cursor, cursor.copy(select) as copy:
        for chunk in copy:
            yield memoryview(chunk)


def copy_in(shape: Shape, table: Table, chunks: Iterable[bytes]) -> int:
    """Fill a table of the open schema; returns how many rows came. Raises psycopg.Error."""
    fill = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(shape.name), shape.named(table.columns)
    )
    with connection.cursor() as cursor:
        with cursor.copy(fill) as copy:
            for chunk in chunks:
                copy.write(chunk)
        return int(cursor.rowcount)


def sum_of(shape: Shape, columns: list[str] | None = None) -> str:
    """SHA-256 over all rows of a table of the open schema, as `copy_out` writes them."""
    digest = hashlib.sha256()
    for chunk in copy_out(shape, columns):
        digest.update(chunk)
    return digest.hexdigest()


def first_line(error: psycopg.Error | Exception) -> str:
    """What the database complains about, without the data that it quotes."""
    diag = getattr(error, "diag", None) or getattr(error.__cause__, "diag", None)
    words = (diag.message_primary if diag else None) or str(error)
    return words.splitlines()[0][:200] if words else type(error).__name__
