"""What every migration must keep to, so that old and new code can run side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now, Random

from tests.inkstead.migration_rules import problems

ROOT = Path(__file__).resolve().parents[2]


def own_migrations() -> Iterator[Migration]:
    """Those whose module lies in the project."""
    for migration in MigrationLoader(None).disk_migrations.values():
        module = Path(migration.__module__.replace(".", "/") + ".py")
        if any((root / module).is_file() for root in (ROOT, ROOT / "platform")):
            yield migration


# Released before there were rules, or while the tables were new: why each was right.
ACCEPTED = {
    "tenants.0004_invitation": "there was no fleet yet whose writers could wait",
    "accounts.0003_account": "people were few: the check is read through in milliseconds",
}


def test_migrations_only_expand() -> None:
    loader, checked = MigrationLoader(None), 0
    for migration in own_migrations():
        key = (migration.app_label, migration.name)
        state = loader.project_state(key, at_end=False)
        shared = apps.get_app_config(migration.app_label).name in settings.SHARED_APPS
        found = list(problems(migration, state, shared=shared))
        checked += 1
        if not getattr(migration, "contract", ACCEPTED.get(str(migration))):
            assert not found, f"{migration} {found[0]}"
    assert checked > 5, "the walk found the migrations"


def state() -> ProjectState:
    """A project with one model that has been there for long."""
    made = ProjectState()
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=20)),
        ("age", models.IntegerField(null=True)),
    ]
    migrations.CreateModel("Person", fields).state_forwards("blog", made)
    return made


INDEX = models.Index(fields=["name"], name="by_name")
REFUSED: dict[str, Operation] = {
    "a rename": migrations.RenameField("person", "name", "title"),
    "code from before does not know": migrations.RenameModel("Person", "Human"),
    "a drop": migrations.RemoveField("person", "name"),
    "may still read": migrations.DeleteModel("Person"),
    "null or db_default": migrations.AddField("person", "x", models.IntegerField(default=1)),
    "for each row": migrations.AddField("person", "x", models.FloatField(db_default=Random())),
    "may write null": migrations.AlterField("person", "age", models.IntegerField()),
    "another type": migrations.AlterField("person", "name", models.IntegerField()),
    "rewrites the table": migrations.AlterField("person", "name", models.CharField(max_length=9)),
    "locks out writers": migrations.AddIndex("person", INDEX),
    "a list of statements": migrations.RunSQL("SELECT 1"),
    "its index locks": migrations.AddField("person", "x", models.SlugField(null=True)),
    "add it concurrently": migrations.AlterField(
        "person", "name", models.CharField(max_length=20, unique=True)
    ),
    "while it is built": migrations.AlterUniqueTogether("person", {("name", "age")}),
    "its own CHECK": migrations.AddField("person", "x", models.PositiveIntegerField(db_default=1)),
    "an identity comes": migrations.AlterField("person", "age", models.AutoField(primary_key=True)),
    "SQL operation: a drop": migrations.RunSQL(["ALTER TABLE person DROP COLUMN age"]),
    "SQL operation: a rename": migrations.RunSQL(["ALTER TABLE person RENAME age TO years"]),
    "SQL operation: another": migrations.RunSQL(["ALTER TABLE person ALTER age TYPE bigint"]),
    "SQL operation: reads": migrations.RunSQL(["ALTER TABLE person ALTER age SET NOT NULL"]),
    "locks out everybody": migrations.RunSQL(["LOCK TABLE person"]),
    "SQL operation: locks": migrations.RunSQL(["CREATE INDEX i ON person (age)"]),
    "Remove field name": migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RemoveField("person", "name")]
    ),
}
FINE: list[Operation] = [
    migrations.AddField("person", "x", models.IntegerField(db_default=1)),
    migrations.AddField("person", "x", models.BooleanField(null=True)),
    migrations.AddField("person", "x", models.DateTimeField(db_default=Now())),
    migrations.AlterField("person", "name", models.CharField(max_length=30)),
    migrations.AlterField("person", "name", models.TextField()),
    migrations.CreateModel("Pet", [("id", models.BigAutoField(primary_key=True))]),
    migrations.RunSQL(["SELECT 1"]),
    migrations.RunSQL(["CREATE INDEX CONCURRENTLY i ON person (age)"]),
    migrations.RunSQL(["ALTER TABLE person ADD CONSTRAINT c CHECK (age > 0) NOT VALID"]),
    migrations.SeparateDatabaseAndState(
        state_operations=[migrations.RemoveField("person", "name")]
    ),
]


def of(*operations: Operation, atomic: bool = True, shared: bool = True) -> str:
    body = {"operations": operations, "atomic": atomic}
    migration = type("Migration", (Migration,), body)("0002", "blog")
    return " ".join(problems(migration, state(), shared=shared))


@pytest.mark.parametrize("why", REFUSED)
def test_what_old_code_or_a_busy_table_would_feel_is_refused(why: str) -> None:
    assert why in of(REFUSED[why]) + of(REFUSED[why], shared=False)


@pytest.mark.parametrize("operation", FINE, ids=str)
def test_what_nobody_feels_is_fine(operation: Operation) -> None:
    assert not of(operation)


def test_a_migration_without_a_transaction_does_one_thing() -> None:
    add = AddIndexConcurrently("person", INDEX)
    assert not of(add, atomic=False)
    assert "several operations" in of(add, FINE[0], atomic=False)


def test_a_blogs_own_tables_are_short_enough_for_an_index() -> None:
    assert not of(REFUSED["locks out writers"], shared=False)
