"""Which migrations are made into SQL once, and which Django does in each schema."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from tenants.fleet.plain import is_plain

INDEX = models.Index(fields=["name"], name="by_name")


def add(field: Any) -> Operation:
    return migrations.AddField("message", "more", field)


class Unusual(migrations.AddField):
    """Nobody knows what it does."""


PLAIN: dict[str, Operation] = {
    "a field without a default": add(models.BooleanField(null=True)),
    "a field with a default": add(models.IntegerField(default=7)),
    "a field with the database's default": add(models.IntegerField(db_default=7)),
    "an altered field": migrations.AlterField("message", "name", models.TextField()),
    "an index": migrations.AddIndex("message", INDEX),
    "SQL": migrations.RunSQL(["SELECT 1"]),
    "plain parts": migrations.SeparateDatabaseAndState([migrations.AddIndex("message", INDEX)]),
}
BY_HAND: dict[str, Operation] = {
    "Python": migrations.RunPython(migrations.RunPython.noop),
    "SQL with state": migrations.RunSQL(["SELECT 1"], state_operations=[PLAIN["an index"]]),
    "a default that is called": add(models.UUIDField(default=uuid.uuid4)),
    "an unknown subclass": Unusual("message", "more", models.IntegerField(default=7)),
    "a part that is not plain": migrations.SeparateDatabaseAndState(
        [migrations.RunPython(migrations.RunPython.noop)]
    ),
    "an index made without locking": AddIndexConcurrently("message", INDEX),
}


def migration(*operations: Operation, atomic: bool = True) -> migrations.Migration:
    body = {"operations": operations, "atomic": atomic}
    made: migrations.Migration = type("Migration", (migrations.Migration,), body)(
        "m0002", "contact"
    )
    return made


@pytest.mark.parametrize("what", PLAIN)
def test_plain(what: str) -> None:
    assert is_plain(migration(PLAIN[what]))
    assert not is_plain(migration(PLAIN[what], atomic=False))


@pytest.mark.parametrize("what", BY_HAND)
def test_by_hand(what: str) -> None:
    assert not is_plain(migration(BY_HAND[what]))
    assert not is_plain(migration(PLAIN["an index"], BY_HAND[what]))
