"""The project's own engine with an ear: what the test run's settings name as ENGINE."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import sql

from tenants.db import base
from tests.engine_rules.hearing import Ear

OURS = "INKSTEAD_TEST_CLUSTER_IS_OURS"


class Creation(DatabaseCreation):
    """Makes the test run's database. It goes with its cluster, where that is thrown away."""

    def create_test_db(self, *args: Any, **options: Any) -> str:
        """Of several workers the first migrates, and the others copy what came of it."""
        if not (os.environ.get(OURS) and os.environ.get("PYTEST_XDIST_WORKER")):
            return super().create_test_db(*args, **options)
        migrated = Path(os.environ["INKSTEAD_TEST_DATA"], "migrated")
        with migrated.with_suffix(".lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if migrated.exists():
                self.connection.settings_dict["TEST"]["TEMPLATE"] = migrated.read_text()
            name = super().create_test_db(*args, **options)
            if not migrated.exists():
                self.clone_test_db("migrated", verbosity=0)
                migrated.write_text(self.get_test_db_clone_settings("migrated")["NAME"])
        return name

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        """Dropping all the files of some thousand blogs took most of a minute, for nothing."""
        if not os.environ.get(OURS):
            super()._destroy_test_db(test_database_name, verbosity)  # type: ignore[misc]  # no stub


# What `migrate` filled in from the code, and no test changes: it stays, or each test that commits
# would have it made anew.
FROM_CODE = {"django_content_type", "auth_permission"}


# Their triggers refuse a DELETE, and no table refers to them.
APPEND_ONLY = {"journal_auditentry", "erasures_erasure"}
FEW = 200  # rows of a table


class Operations(DatabaseOperations):
    """Empties what tests fill.

    TRUNCATE makes all tables' and indexes' files anew, some hundreds; most tests leave a few rows
    in a few tables. Foreign keys are looked at when the transaction ends.
    """

    def sql_flush(self, style: Any, tables: Any, **options: Any) -> Any:
        tables = [table for table in tables if table not in FROM_CODE]
        if os.environ.get(OURS) and not options.get("reset_sequences"):
            rows = self._rows(tables)
            if not any(count > FEW for count in rows.values()):
                return ["; ".join(map(_emptied, rows))] if rows else []
        return super().sql_flush(style, tables, **options)

    def _rows(self, tables: list[str]) -> dict[str, int]:
        """How many rows there are in each table that has any; of many, one more than a few."""
        counts = (
            f"SELECT '{table}', count(*) FROM (SELECT FROM \"{table}\" LIMIT {FEW + 1}) AS t"
            for table in tables
        )
        with self.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(counts))
            return {table: count for table, count in cursor.fetchall() if count}


def _emptied(table: str) -> str:
    return f'TRUNCATE "{table}"' if table in APPEND_ONLY else f'DELETE FROM "{table}"'


class DatabaseWrapper(base.DatabaseWrapper):
    """Sends nothing that `ear` has not heard."""

    creation_class = Creation
    ops_class = Operations

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
            cursor.copy = partial(self._hear_copy, cursor.copy)
        return cursor

    @contextmanager
    def _hear_copy(self, copy: Any, statement: Any, *args: Any, **kwargs: Any) -> Any:
        composed = isinstance(statement, sql.Composable)
        self.ear.hear(statement.as_string(self.connection) if composed else str(statement))
        with copy(statement, *args, **kwargs) as open_copy:
            yield open_copy
