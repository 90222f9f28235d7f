"""How long a transaction waits for locks."""

from __future__ import annotations

from psycopg import sql


def wait_for_locks(milliseconds: int) -> list[sql.Composable]:
    """Statements that let the open transaction give up after so long.

    Citus hands a setting on to its workers, where the locks are, only when it was told to; to any
    other engine the first statement is a word about nothing.
    """
    return [
        sql.SQL("SET LOCAL citus.propagate_set_commands = 'local'"),
        sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(f"{milliseconds}ms")),
    ]


def wait_as_before() -> list[sql.Composable]:
    """Statements that end what `wait_for_locks` began."""
    return [
        sql.SQL("SET LOCAL lock_timeout = DEFAULT"),
        sql.SQL("SET LOCAL citus.propagate_set_commands = DEFAULT"),
    ]
