"""How long a search may take: a question that costs too much is given up, and said so."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

if TYPE_CHECKING:
    from collections.abc import Iterator

MILLISECONDS = 1500


# Without the index each text would be read, which Postgres takes for cheap: most of a text lies
# elsewhere than its row.
_FOR_THIS_TRANSACTION = (
    "SELECT set_config('statement_timeout', %s, true), set_config('enable_seqscan', 'off', true)"
)


class TooSlow(Exception):
    """The database was asked for too much."""


@contextmanager
def in_time(milliseconds: int = MILLISECONDS) -> Iterator[None]:
    """Let no statement of the block take longer; raises TooSlow, the transaction still good."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_FOR_THIS_TRANSACTION, [str(milliseconds)])
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlow from error
        raise
