"""Expand, then contract: what a migration may do while code from before still runs.

A migration that breaks a rule for a reason says so in its class: `contract = "nothing reads it
since 0.2"`. For migrations that were released already the reasons stand in `test_migrations.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now

RENAMES = (ops.RenameField, ops.RenameModel, ops.AlterModelTable)
DROPS = (ops.DeleteModel, ops.RemoveField)
CONCURRENT = (AddIndexConcurrently, RemoveIndexConcurrently)
INDEXES = (ops.AddIndex, ops.AddConstraint)


def problems(migration: Migration, state: ProjectState, *, shared: bool) -> Iterator[str]:
    """A sentence for each thing that old code or a busy table would feel.

    `state` is the project's before the migration; it is brought forward. `shared`: the tables may
    be long (public schema), where a blog's own are short.
    """
    if not migration.atomic and len(migration.operations) > 1:
        yield "is not atomic and has several operations: an interrupted one cannot be taken up"
    made: set[str] = set()
    for operation in migration.operations:
        if isinstance(operation, ops.CreateModel):
            made.add(operation.name_lower)
        table = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
        if table not in made or isinstance(operation, ops.RunSQL):
            yield from _of_one(operation, state, migration.app_label, shared=shared)
        operation.state_forwards(migration.app_label, state)


def _of_one(
    operation: Operation, state: ProjectState, label: str, *, shared: bool
) -> Iterator[str]:
    what = operation.describe()
    if isinstance(operation, RENAMES):
        yield f"{what}: a rename, which code from before does not know"
    if isinstance(operation, DROPS):
        yield f"{what}: a drop, which code from before may still read"
    if isinstance(operation, ops.AddField):
        yield from _added(operation.field, what)
    if isinstance(operation, ops.AlterField):
        before = state.models[label, operation.model_name_lower].get_field(operation.name)
        yield from _altered(before, operation.field, what)
    if isinstance(operation, INDEXES) and not isinstance(operation, CONCURRENT) and shared:
        yield f"{what}: locks out writers of a long table while it is built"
    if isinstance(operation, ops.RunSQL) and isinstance(operation.sql, str) and not shared:
        yield f"{what}: RunSQL takes a list of statements"  # some engines take one at a time


def _added(field: models.Field[object, object], what: str) -> Iterator[str]:
    if isinstance(field, models.ManyToManyField):
        return
    default = field.db_default
    if default is models.NOT_PROVIDED and not field.null:
        yield f"{what}: needs null or db_default, or code from before cannot write"
    if isinstance(default, models.Func) and not isinstance(default, Now):
        yield f"{what}: a default worked out for each row rewrites the table"


def _altered(
    before: models.Field[object, object], after: models.Field[object, object], what: str
) -> Iterator[str]:
    if before.null and not after.null:
        yield f"{what}: reads the whole table under a lock; code from before may write null"
    if _type(before) != _type(after) and not _is_wider(before, after):
        yield f"{what}: another type rewrites the table under a lock"


def _type(field: models.Field[object, object]) -> str | None:
    return field.cast_db_type(connection) if not field.is_relation else None


def _is_wider(before: models.Field[object, object], after: models.Field[object, object]) -> bool:
    if not isinstance(before, models.CharField):
        return False
    if isinstance(after, models.TextField):
        return True
    longest = getattr(after, "max_length", None) or 0
    return isinstance(after, models.CharField) and longest >= (before.max_length or 0)
