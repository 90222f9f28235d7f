"""Expand, then contract: what a migration may do while code from before still runs.

A migration that breaks a rule for a reason says so in its class: `contract = "nothing reads it
since 0.2"`. For migrations that were released already the reasons stand in `test_migrations.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now

RENAMES = (ops.RenameField, ops.RenameModel, ops.AlterModelTable)
DROPS = (ops.DeleteModel, ops.RemoveField)
# None of these is read through under a lock; what is not valid is validated by itself, later.
CONCURRENT = (AddIndexConcurrently, RemoveIndexConcurrently, AddConstraintNotValid)
INDEXES = (ops.AddIndex, ops.AddConstraint)
TOGETHER = (ops.AlterUniqueTogether, ops.AlterIndexTogether)
POSITIVE = (
    models.PositiveBigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
)
# What SQL that somebody wrote by hand does, as far as its words tell.
IN_SQL = {
    "a drop": re.compile(r"\bDROP\s+(TABLE|COLUMN|VIEW|SCHEMA)\b", re.I),
    "a rename": re.compile(r"\bRENAME\s+(TO|COLUMN|CONSTRAINT|\w+\s+TO)\b", re.I),
    "another type rewrites the table under a lock": re.compile(r"\bALTER\b.*\bTYPE\b", re.I),
    "reads the whole table under a lock": re.compile(r"\bSET\s+NOT\s+NULL\b", re.I),
    "locks out everybody": re.compile(r"\bLOCK\s+TABLE\b|\bVACUUM\s+FULL\b|\bCLUSTER\b", re.I),
}
LOCKING_INDEX = re.compile(r"\bCREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)", re.I)


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
        if table not in made and not _is_about(operation, migration.app_label, made, shared=shared):
            yield from _of_one(operation, state, migration.app_label, shared=shared)
        operation.state_forwards(migration.app_label, state)


def _is_about(operation: Operation, label: str, made: set[str], *, shared: bool) -> bool:
    """Whether SQL builds on a table that this very migration made, which nobody uses yet."""
    if not isinstance(operation, ops.RunSQL) or not made:
        return False
    if isinstance(operation.sql, str) and not shared:
        return False  # it wants to be a list whatever it is about
    new = re.compile("|".join(rf"\b{label}_{name}\b" for name in made))
    statements = [operation.sql] if isinstance(operation.sql, str) else operation.sql
    return all(new.search(str(one)) for one in statements)


def _of_one(
    operation: Operation, state: ProjectState, label: str, *, shared: bool
) -> Iterator[str]:
    what = operation.describe()
    if isinstance(operation, ops.SeparateDatabaseAndState):
        yield from _of_parts(operation, state, label, shared=shared)
    if isinstance(operation, RENAMES):
        yield f"{what}: a rename, which code from before does not know"
    if isinstance(operation, DROPS):
        yield f"{what}: a drop, which code from before may still read"
    if isinstance(operation, ops.AddField):
        yield from _added(operation.field, what, shared=shared)
    if isinstance(operation, ops.AlterField):
        before = state.models[label, operation.model_name_lower].get_field(operation.name)
        yield from _altered(before, operation.field, what, shared=shared)
    if isinstance(operation, TOGETHER) and shared:
        yield f"{what}: locks out writers of a long table while it is built"
    if isinstance(operation, INDEXES) and not isinstance(operation, CONCURRENT) and shared:
        yield f"{what}: locks out writers of a long table while it is built"
    if isinstance(operation, ops.RunSQL) and isinstance(operation.sql, str) and not shared:
        yield f"{what}: RunSQL takes a list of statements"  # some engines take one at a time
    if isinstance(operation, ops.RunSQL):
        yield from _written(operation, what, shared=shared)


def _of_parts(
    operation: ops.SeparateDatabaseAndState, state: ProjectState, label: str, *, shared: bool
) -> Iterator[str]:
    """What is really done; the state it pretends is another matter."""
    now = state.clone()
    for part in operation.database_operations:
        yield from _of_one(part, now, label, shared=shared)
        part.state_forwards(label, now)


def _written(operation: ops.RunSQL, what: str, *, shared: bool) -> Iterator[str]:
    statements = [operation.sql] if isinstance(operation.sql, str) else operation.sql
    for one in statements:
        text = str(one[0] if isinstance(one, tuple | list) else one)
        yield from (f"{what}: {why}" for why, words in IN_SQL.items() if words.search(text))
        if shared and LOCKING_INDEX.search(text):
            yield f"{what}: locks out writers of a long table while it is built"


def _added(field: models.Field[object, object], what: str, *, shared: bool) -> Iterator[str]:
    if isinstance(field, models.ManyToManyField):
        return
    default = field.db_default
    if default is models.NOT_PROVIDED and not field.null:
        yield f"{what}: needs null or db_default, or code from before cannot write"
    if isinstance(default, models.Func) and not isinstance(default, Now):
        yield f"{what}: a default worked out for each row rewrites the table"
    if shared and _is_indexed(field):
        yield f"{what}: its index locks out writers of a long table; add it later, concurrently"
    if isinstance(field, POSITIVE) and not shared:
        yield f"{what}: comes with its own CHECK; take IntegerField and a named CheckConstraint"
    if isinstance(field, models.AutoField):
        yield f"{what}: an identity comes with its table or not at all"


def _altered(
    before: models.Field[object, object],
    after: models.Field[object, object],
    what: str,
    *,
    shared: bool,
) -> Iterator[str]:
    if shared and _is_indexed(after) and not _is_indexed(before):
        yield f"{what}: its index locks out writers of a long table; add it concurrently"
    if isinstance(before, models.AutoField) != isinstance(after, models.AutoField):
        yield f"{what}: an identity comes with its table or not at all"
    if before.null and not after.null:
        yield f"{what}: reads the whole table under a lock; code from before may write null"
    if _type(before) != _type(after) and not _is_wider(before, after):
        yield f"{what}: another type rewrites the table under a lock"


def _is_indexed(field: models.Field[object, object]) -> bool:
    return bool(getattr(field, "db_index", False) or field.unique)


def _type(field: models.Field[object, object]) -> str | None:
    return field.cast_db_type(connection) if not field.is_relation else None


def _is_wider(before: models.Field[object, object], after: models.Field[object, object]) -> bool:
    if not isinstance(before, models.CharField):
        return False
    if isinstance(after, models.TextField):
        return True
    longest = getattr(after, "max_length", None) or 0
    return isinstance(after, models.CharField) and longest >= (before.max_length or 0)
