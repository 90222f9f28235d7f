"""The project's own engine with an ear: what the test run's settings name as ENGINE."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql.creation import DatabaseCreation
from psycopg import sql

from tenants.db import base
from tests.engine_rules.hearing import Ear


class Creation(DatabaseCreation):
    """Makes the test run's database. It goes with its cluster, where that is thrown away."""

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        """Dropping all the files of some thousand blogs took most of a minute, for nothing."""
        if not os.environ.get("INKSTEAD_TEST_CLUSTER_IS_OURS"):
            super()._destroy_test_db(test_database_name, verbosity)  # type: ignore[misc]


class DatabaseWrapper(base.DatabaseWrapper):
    """Sends nothing that `ear` has not heard."""

    creation_class = Creation

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ear = Ear(self)
        self.execute_wrappers.append(self._hear)

    def run_batch(self, statements: list[bytes]) -> None:
        for statement in statements:
            self.ear.hear(statement.decode())
        super().run_batch(statements)

    def _set_autocommit(self, autocommit: bool) -> None:
        self.ear.begin()
        super()._set_autocommit(autocommit)

    def _hear(self, execute: Any, query: Any, params: Any, many: bool, context: Any) -> Any:
        text = query if isinstance(query, str) else query.as_string(self.connection)
        self.ear.hear(text)
        return execute(query, params, many, context)

    def create_cursor(self, name: str | None = None) -> Any:
        """COPY is asked of psycopg's cursor itself."""
        cursor = super().create_cursor(name)
        if hasattr(cursor, "copy"):
            cursor.copy = self._copying(cursor.copy)
        return cursor

    def _copying(self, copy: Any) -> Any:
        @contextmanager
        def heard(statement: Any, *args: Any, **kwargs: Any) -> Any:
            composed = isinstance(statement, sql.Composable)
            self.ear.hear(statement.as_string(self.connection) if composed else str(statement))
            with copy(statement, *args, **kwargs) as open_copy:
                yield open_copy

        return heard
