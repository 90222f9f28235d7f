"""Columns of lexemes, and what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, Field, FloatField, Func, Lookup, QuerySet, Value
from django.db.models.expressions import RawSQL

from kit.search.near import LONGEST_REACH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper

    _Field = Field[str | None, str | None]
    _Lookup = Lookup[str]
else:
    _Field = Field  # Django's take no type arguments while it runs
    _Lookup = Lookup

# D to A: a byline, a tag, the text, the title.
WEIGHTS = "{0.1, 0.3, 0.4, 1.0}"


class LexemesField(_Field):
    """A tsvector as `kit.search.lexemes` writes it; given and read as text."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector"


@LexemesField.register_lookup
class Answers(_Lookup):
    """`words__answers=asked`: whether the lexemes answer a tsquery, given as text."""

    lookup_name = "answers"

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} @@ {rhs}::tsquery", (*lhs_params, *rhs_params)


def rank_of(words: str, asked: str) -> Func:
    """How well the column `words` answers `asked`."""
    return Func(
        F(words),
        Value(asked),
        template=f"ts_rank('{WEIGHTS}', %(expressions)s::tsquery)",
        output_field=FloatField(),
    )


# Of the rows a subquery gives, one column each: the words that begin alike and are about as long.
# Each is compared in Python, where no statement's time ends it: so the commonest alone, and those
# that were asked for, which are then known to be right.
MOST_LIKE = 5_000
_WORDS_LIKE = """
    SELECT word, count(*) FROM ({rows}) AS row(words), unnest(tsvector_to_array(words)) AS word
    WHERE ascii(word) = ANY(%s) AND length(word) BETWEEN %s AND %s GROUP BY word
    ORDER BY word = ANY(%s) DESC, count(*) DESC, word LIMIT %s
"""


def answering(table: str, key: str, asked: str) -> RawSQL:
    """The `key` of each row of `table` whose `words` answer `asked`, by the index alone.

    Materialized, or Postgres reads lexemes row by row: it does not know how long they are.
    """
    return RawSQL(  # noqa: S611  # names of ours
        f"WITH hit AS MATERIALIZED (SELECT {key} FROM {table} WHERE words @@ %s::tsquery)"  # noqa: S608
        f" SELECT {key} FROM hit WHERE {key} IS NOT NULL",
        [asked],
    )


def first_answering(
    rows: QuerySet[Any, Any], table: str, key: str, asked: str, most: int
) -> RawSQL:
    """The first `most` of `rows` (keys, in order) whose row of `table` answers `asked`.

    For those that the index can only guess: they are read from the first on, and no more of them
    than it takes. OFFSET keeps Postgres from reading them all before it sorts.
    """
    query, params = rows.query.sql_with_params()
    return RawSQL(  # noqa: S611  # names of ours
        f"SELECT likely.key FROM ({query} OFFSET 0) AS likely(key)"  # noqa: S608
        f" WHERE (SELECT words @@ %s::tsquery FROM {table} WHERE {key} = likely.key) LIMIT %s",
        [*params, asked, most],
    )


def words_like(words: Iterable[str], rows: QuerySet[Any, Any]) -> dict[str, int]:
    """Words in `rows` (values of one column of lexemes) that could be meant by one of `words`.

    Each with how many rows have it; MOST_LIKE at most. Misspellings of the first letter are seen
    where the second is right.
    """
    asked = list(words)
    letters = sorted({ord(letter) for word in asked for letter in word[:2]})
    lengths = [len(word) for word in asked]
    query, params = rows.query.sql_with_params()
    reach = [min(lengths) - LONGEST_REACH, max(lengths) + LONGEST_REACH]
    with connection.cursor() as cursor:
        values = [*params, letters, *reach, asked, MOST_LIKE]
        cursor.execute(_WORDS_LIKE.format(rows=query), values)
        return dict(cursor.fetchall())
