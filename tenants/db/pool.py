"""Whether a pooled connection is still one."""

from __future__ import annotations

import select
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg


def hung_up(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server closed this connection while it was idle.

    An idle server says nothing, so a readable socket means that it said goodbye (a restart, a
    fail-over). This costs no round trip, where `SELECT 1` would cost one a request.
    """
    return connection.closed or bool(select.select([connection.fileno()], [], [], 0)[0])
