"""A database engine that never sets `search_path` for a session on its own.

django-tenants sends `SET search_path` with every cursor and leaves it on the connection. Here a
schema is entered for one transaction, with `SET LOCAL`, and left with it: nothing survives into
the next use of a pooled connection, and PgBouncer in transaction mode cannot mix two blogs up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django_tenants.postgresql_backend import base as tenants_backend
from psycopg import pq, sql

from tenants.db.introspection import DatabaseIntrospection
from tenants.db.pool import hung_up
from tenants.db.wear import expire, is_worn, note
from tenants.plans.limits import UNLIMITED, Limits

if TYPE_CHECKING:
    from uuid import UUID

PUBLIC = "public"


@dataclass(slots=True)
class Scope:
    """The tenant a transaction belongs to, and what it owes the public schema.

    `limits` are its plan's where people write; what the platform does by itself has none.
    `begun` ends the transaction, and `savepoints` are those that were set when it began.
    """

    tenant_id: UUID
    schema: str
    limits: Limits = UNLIMITED
    owed: dict[str, bytes] = field(default_factory=dict)
    begun: ExitStack = field(default_factory=ExitStack)
    savepoints: int = 0


class DatabaseWrapper(tenants_backend.DatabaseWrapper):  # type: ignore[misc]
    """django-tenants' engine, with a schema entered by transaction instead of by cursor.

    `schema_name` and `tenant` stay what its router and commands read.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.scope: Scope | None = None
        self.round_trips = 0
        super().__init__(*args, **kwargs)
        self.introspection = DatabaseIntrospection(self)
        self.execute_wrappers.append(self._count_trip)

    # -- what django-tenants would do --------------------------------------------------------
    def _cursor(self, name: str | None = None) -> Any:
        """Open a cursor and send nothing before its first statement."""
        return super(tenants_backend.DatabaseWrapper, self)._cursor(name)

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        raise ImproperlyConfigured(
            "A connection is never switched to a tenant for good: use tenant_transaction(tenant)."
        )

    def set_schema(self, schema_name: str, *args: Any, **kwargs: Any) -> None:
        if schema_name != PUBLIC:
            self.set_tenant(None)

    def set_schema_to_public(self) -> None:
        """Public is where a connection is whenever no transaction says otherwise."""
        self.schema_name = PUBLIC

    def close(self) -> None:
        self.scope = None
        self.schema_name = PUBLIC
        super().close()

    def close_if_worn(self) -> None:
        """Let go of a connection that has been to many blogs: between two, in a long task.

        At the end of a request and of a task Django closes by itself. Inside a transaction
        nothing happens.
        """
        if self.connection is not None and not self.in_atomic_block and is_worn(self.connection):
            self.close()

    def renew(self) -> None:
        """Let go of the connection for good: the next one knows nothing that this one did."""
        if self.connection is not None and self.pool:
            expire(self.connection)
        self.close()

    def _close(self) -> None:
        """Give the connection back to the pool; a worn one in such a way that it is replaced."""
        if self.connection is not None and self.pool and is_worn(self.connection):
            expire(self.connection)
        super()._close()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Take a connection from the pool; after a restart of the server, all of it is renewed.

        The pool's own `check` waits longer with each dead connection that it meets.
        """
        connection = super().get_new_connection(conn_params)
        if self.pool and hung_up(connection):
            connection.close()
            self.pool.putconn(connection)
            self.pool.drain()
            connection = super().get_new_connection(conn_params)
        return connection

    # -- the tenant transaction --------------------------------------------------------------
    def enter(self, scope: Scope, *, role: str | None, looking_only: bool = False) -> None:
        """Begin `scope`'s transaction, or turn the open public one to it (a savepoint is set).

        `looking_only` lets Postgres refuse every write, to the end of the transaction.
        """
        statements: list[sql.Composable] = [
            sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(scope.schema))
        ]
        if role:
            statements.insert(0, sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
        if self._status() == pq.TransactionStatus.IDLE:
            statements.insert(0, sql.SQL("BEGIN READ ONLY" if looking_only else "BEGIN"))
        self.run_batch([statement.as_bytes(self.connection) for statement in statements])
        note(self.connection, scope.schema)
        self.scope = scope
        self.schema_name = scope.schema

    def leave(self, *, commit: bool, outermost: bool) -> None:
        """Write what is owed to public, in one batch with COMMIT when there is anything."""
        scope, self.scope, self.schema_name = self.scope, None, PUBLIC
        owed = list(scope.owed.values()) if scope and commit else []
        if outermost and not owed:
            return  # COMMIT or ROLLBACK, which Django sends, drops role and path
        if self.connection is None or self._status() != pq.TransactionStatus.INTRANS:
            return  # broken: Django rolls back, to the savepoint or altogether
        batch = [b"SET LOCAL ROLE NONE", b"SET LOCAL search_path TO DEFAULT", *owed]
        self.run_batch([*batch, b"COMMIT"] if outermost else batch)

    def owe(self, key: str, statement: sql.Composable) -> None:
        """Keep `statement` for the end of the tenant transaction; the last of one key counts.

        It runs in the public schema with the application's own role, and must be idempotent.
        Outside a tenant transaction it runs at once.
        """
        self.ensure_connection()
        text = statement.as_bytes(self.connection)
        if self.scope is not None:
            self.scope.owed[key] = text
            return
        with self.cursor() as cursor:
            cursor.execute(text.decode())

    def run_batch(self, statements: list[bytes]) -> None:
        """Send several statements in one round trip; raise Django's error for the first to fail."""
        connection: psycopg.Connection[Any] = self.connection
        self.round_trips += 1
        with self.wrap_database_errors:
            result = connection.pgconn.exec_(b"; ".join(statements))
            if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
                raise psycopg.errors.error_from_result(result, encoding="utf-8")

    def run_script(self, statements: list[bytes]) -> None:
        """Send statements that build something: together, or one by one where settings say so.

        psycopg begins Django's transaction with the first statement of its own; these go past it.
        """
        if self.in_atomic_block and self._status() == pq.TransactionStatus.IDLE:
            statements = [b"BEGIN", *statements]
        if settings.DB_STATEMENT_AT_A_TIME:
            for statement in statements:
                self.run_batch([statement])
        else:
            self.run_batch(statements)

    def _commit(self) -> None:
        self._count_end()
        super()._commit()

    def _rollback(self) -> None:
        self._count_end()
        super()._rollback()

    def _count_end(self) -> None:
        if self.connection is not None and self._status() != pq.TransactionStatus.IDLE:
            self.round_trips += 1

    def _count_trip(self, execute: Any, query: Any, params: Any, many: bool, context: Any) -> Any:
        self.round_trips += 1
        return execute(query, params, many, context)

    def _status(self) -> pq.TransactionStatus:
        status: pq.TransactionStatus = self.connection.info.transaction_status
        return status

    # -- the other way in: migrations --------------------------------------------------------
    @contextmanager
    def migrating(self, schema: str) -> Iterator[None]:
        """Run a block with `search_path` on `schema` alone: for migrations, never for requests.

        The path belongs to the session here, since non-atomic migrations commit in between.
        """
        if self.scope is not None:
            raise ImproperlyConfigured("A migration does not run inside a tenant transaction.")
        with self.cursor() as cursor:
            cursor.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(schema)))
        note(self.connection, schema)
        self.schema_name = schema
        try:
            yield
        finally:
            self.schema_name = PUBLIC
            self._reset_path()

    def _reset_path(self) -> None:
        if self.connection is None:
            return
        if self._status() == pq.TransactionStatus.INERROR:
            return  # the rollback to come takes the path back with it
        try:
            with self.cursor() as cursor:
                cursor.execute("RESET search_path")
        except DatabaseError:
            self.connection.close()  # never give a connection back with a path left on it
            raise
