"""Run migrations in a scratch schema and keep what was said to the database, one at a time.

The scratch schema is an empty blog. It is made outside any transaction of ours, since a migration
with `atomic = False` cannot run inside one; what a killed process left is dropped by the next.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from psycopg import sql

from tenants.db.base import DatabaseWrapper
from tenants.provisioning.version import Key

SCRATCH = "scratch_"
_TABLE = '"django_migrations"'
# What Django asks or arranges by itself, outside the schema editor: no part of the result.
_NOT_KEPT = re.compile(
    r"\s*(SELECT|SHOW|SET|RESET|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.IGNORECASE
)


@dataclass
class Recording:
    """What one stretch of migrations said: statements with their parameters filled in."""

    connection: DatabaseWrapper
    statements: list[str] = field(default_factory=list)
    added: list[Key] = field(default_factory=list)  # rows of django_migrations, in order
    removed: list[Key] = field(default_factory=list)
    _editing: bool = False

    def take(self) -> Recording:
        """Hand over what came since the last time, and begin anew."""
        taken = Recording(self.connection, self.statements, self.added, self.removed)
        self.statements, self.added, self.removed = [], [], []
        return taken

    def __call__(
        self, execute: Callable[..., Any], query: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = query if isinstance(query, str) else query.as_string(self.connection.connection)
        if text.startswith(f"INSERT INTO {_TABLE}"):
            self.added.append((params[0], params[1]))
        elif text.startswith(f"DELETE FROM {_TABLE}"):
            self.removed.append((params[0], params[1]))
        elif self._editing or not _NOT_KEPT.match(text):
            self.statements.append(self._filled_in(text, params))
        return execute(query, params, many, context)

    def _filled_in(self, text: str, params: Any) -> str:
        if not params:
            return text
        filled: str = self.connection.connection.cursor().mogrify(text, params)
        return filled

    @contextmanager
    def running(self) -> Iterator[None]:
        """Listen to the connection for the length of a block."""
        plain = self.connection.SchemaEditorClass
        recording = self

        class Editor(plain):  # type: ignore[misc, valid-type]
            """All that a schema editor sends counts, a SELECT of RunSQL too."""

            def execute(self, *args: Any, **kwargs: Any) -> None:
                recording._editing, before = True, recording._editing
                try:
                    super().execute(*args, **kwargs)
                finally:
                    recording._editing = before

        self.connection.SchemaEditorClass = Editor
        try:
            with self.connection.execute_wrapper(self):
                yield
        finally:
            self.connection.SchemaEditorClass = plain


@contextmanager
def scratch_schema(connection: DatabaseWrapper) -> Iterator[str]:
    """An empty schema with the search_path on it; gone at the end of the block."""
    name = f"{SCRATCH}{uuid.uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
    try:
        with connection.migrating(name):
            yield name
    finally:
        if not connection.needs_rollback:
            _drop(connection, name)


def drop_scratch_schemas(connection: DatabaseWrapper) -> None:
    """Remove what killed runs left; only while nobody else can be recording."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ %s", [f"^{SCRATCH}"])
        for (name,) in cursor.fetchall():
            _drop(connection, name)


def _drop(connection: DatabaseWrapper, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))
