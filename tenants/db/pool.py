"""What the connection pool asks of a connection before it hands it out."""

from __future__ import annotations

import select
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg


def refuse_closed(connection: psycopg.Connection[Any]) -> None:
    """Raise OperationalError if the server hung up while the connection was idle.

    An idle server says nothing, so a readable socket means that it said goodbye (a restart, a
    fail-over). This costs no round trip, where `SELECT 1` would cost one a request.
    """
    from psycopg import OperationalError  # settings import this module before anything else

    if connection.closed or select.select([connection.fileno()], [], [], 0)[0]:
        connection.close()  # else the pool would take it for a good one and offer it again
        raise OperationalError("The server closed this idle connection.")
