"""Threads of a test that give their connections back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import DEFAULT_DB_ALIAS, connection, connections


class Hands(ThreadPoolExecutor):
    """`Hands(4).map(work, items)`: each piece ends as a request does, without its connection.

    A thread that keeps it takes a place of the process's pool for good, and a test far from
    there waits for one.
    """

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        def piece() -> R:
            try:
                return fn(*args, **kwargs)
            finally:
                connection.close()

        return super().submit(piece)


def kept() -> int:
    """Connections of this process's pool that neither lie in it nor are this thread's."""
    mine = connections[DEFAULT_DB_ALIAS]
    pool = type(mine)._connection_pools.get(DEFAULT_DB_ALIAS)  # type: ignore[attr-defined]  # no stub
    if pool is None:
        return 0
    stats = pool.get_stats()
    return int(stats["pool_size"] - stats["pool_available"] - (mine.connection is not None))
