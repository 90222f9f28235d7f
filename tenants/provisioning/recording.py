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

from tenants.db.base import DatabaseWrapper, Scope

SCRATCH = "scratch_"
NOBODY = uuid.UUID(int=0)  # the tenant of a schema that is no tenant's
# What Django asks, arranges and notes by itself, outside the schema editor: no part of the result.
_NOT_KEPT = re.compile(
    r"\s*((SELECT|SHOW|SET|RESET|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b"
    r'|(INSERT INTO|DELETE FROM) "django_migrations")',
    re.IGNORECASE,
)


@dataclass
class Recording:
    """What one stretch of migrations said: statements with their parameters filled in."""

    connection: DatabaseWrapper
    statements: list[str] = field(default_factory=list)
    _editing: bool = False

    def take(self) -> list[str]:
        """Hand over what came since the last time, and begin anew."""
        taken, self.statements = self.statements, []
        return taken

    def __call__(
        self, execute: Callable[..., Any], query: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = query if isinstance(query, str) else query.as_string(self.connection.connection)
        if self._editing or not _NOT_KEPT.match(text):
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
        with connection.migrating(name), _nobody(connection, name):
            yield name
    finally:
        if not connection.needs_rollback:
            _drop(connection, name)


@contextmanager
def _nobody(connection: DatabaseWrapper, name: str) -> Iterator[None]:
    """What Python in a migration owes the public schema comes to nothing here."""
    connection.scope = Scope(tenant_id=NOBODY, schema=name)
    try:
        yield
    finally:
        connection.scope = None


def drop_scratch_schemas(connection: DatabaseWrapper) -> None:
    """Remove what killed runs left; only while nobody else can be recording."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ %s", [f"^{SCRATCH}"])
        for (name,) in cursor.fetchall():
            _drop(connection, name)


def _drop(connection: DatabaseWrapper, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))
