"""How many schemas a connection has seen: its backend remembers the catalog of each, for good.

A Postgres backend keeps what it read of every table, and gives none of it back. After a thousand
blogs that is about a hundred megabytes, times the connections of all processes. So a connection
that has been to many blogs is not given back to the pool, but closed: the next one begins anew.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.conf import settings

if TYPE_CHECKING:
    import psycopg

JITTER = 0.2  # of the setting, up or down: connections that began together do not end together


class Wear:
    """The schemas that one connection has been in, and how many it may see."""

    __slots__ = ("limit", "seen")

    def __init__(self) -> None:
        self.seen: set[str] = set()
        wanted = settings.DB_CONNECTION_TENANTS
        self.limit = round(wanted * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311

    @property
    def is_over(self) -> bool:
        """Whether the connection has seen enough; never when the setting is 0."""
        return 0 < self.limit <= len(self.seen)


_wear: WeakKeyDictionary[psycopg.Connection[Any], Wear] = WeakKeyDictionary()


def note(connection: psycopg.Connection[Any], schema: str) -> None:
    """Remember that `connection` entered `schema`."""
    wear = _wear.get(connection)
    if wear is None:
        wear = _wear[connection] = Wear()
    if wear.limit:
        wear.seen.add(schema)


def is_worn(connection: psycopg.Connection[Any]) -> bool:
    """Whether `connection` is to be closed, once nobody is inside a transaction on it."""
    wear = _wear.get(connection)
    return wear is not None and wear.is_over


def expire(connection: psycopg.Connection[Any]) -> None:
    """Let the pool replace `connection` when it is given back, as one that is past its hour.

    The pool's own word for it: closing the connection first would do as well, with a warning in
    the log each time.
    """
    connection._expire_at = 0.0


def schemas_seen(connection: psycopg.Connection[Any]) -> int:
    """How many different schemas `connection` has been in."""
    wear = _wear.get(connection)
    return len(wear.seen) if wear else 0
