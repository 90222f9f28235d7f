"""What every migration must keep to, so that old and new code can run side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db.migrations import AddField, CreateModel, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, ManyToManyField

ROOT = Path(__file__).resolve().parents[2]


def own_migrations() -> Iterator[Migration]:
    """Those whose module lies in the project."""
    for migration in MigrationLoader(None).disk_migrations.values():
        module = Path(migration.__module__.replace(".", "/") + ".py")
        if any((root / module).is_file() for root in (ROOT, ROOT / "platform")):
            yield migration


def columns_added_later(migration: Migration) -> Iterator[tuple[str, AddField]]:
    made_here = {
        operation.name_lower
        for operation in migration.operations
        if isinstance(operation, CreateModel)
    }
    for operation in migration.operations:
        if isinstance(operation, AddField) and operation.model_name_lower not in made_here:
            yield f"{migration}: {operation.model_name}.{operation.name}", operation


def test_a_column_added_later_lets_the_code_before_it_still_write() -> None:
    columns = [pair for migration in own_migrations() for pair in columns_added_later(migration)]
    assert columns, "the walk found the migrations"
    for name, operation in columns:
        field = operation.field
        spared = field.null or isinstance(field, ManyToManyField)
        assert spared or field.db_default is not NOT_PROVIDED, f"{name} needs null or db_default"
