"""Which migrations say the same to every schema, so that their SQL can be made once."""

from __future__ import annotations

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations
from django.db.migrations import Migration
from django.db.migrations.operations.base import Operation

# By exact type: what a subclass does is not known here.
_PLAIN: set[type[Operation]] = {
    migrations.AddConstraint,
    migrations.AddIndex,
    migrations.AlterConstraint,
    migrations.AlterIndexTogether,
    migrations.AlterModelManagers,
    migrations.AlterModelOptions,
    migrations.AlterModelTable,
    migrations.AlterModelTableComment,
    migrations.AlterOrderWithRespectTo,
    migrations.AlterUniqueTogether,
    migrations.CreateModel,
    migrations.DeleteModel,
    migrations.RemoveConstraint,
    migrations.RemoveField,
    migrations.RemoveIndex,
    migrations.RenameField,
    migrations.RenameIndex,
    migrations.RenameModel,
    AddConstraintNotValid,
    ValidateConstraint,
}


def is_plain(migration: Migration) -> bool:
    """Whether the statements of `migration` depend on nothing that differs between schemas."""
    overridden = type(migration).apply is not Migration.apply
    atomic = migration.atomic and type(migration).unapply is Migration.unapply
    return bool(atomic) and not overridden and all(map(_is_plain, migration.operations))


def _is_plain(operation: Operation) -> bool:
    if isinstance(operation, migrations.AddField | migrations.AlterField):
        field = operation.field
        known = type(operation) in {migrations.AddField, migrations.AlterField}
        # A callable may give each schema another value, as Django would.
        return known and not (field.has_default() and callable(field.default))
    if isinstance(operation, migrations.RunSQL):
        return type(operation) is migrations.RunSQL and not operation.state_operations
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return all(map(_is_plain, operation.database_operations))
    return type(operation) in _PLAIN
