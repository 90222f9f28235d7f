"""Postgres goes away in the middle and comes back: before or after, and the next try succeeds."""

from __future__ import annotations

import itertools
import shutil
import signal

import pytest
from pytest_django import DjangoDbBlocker

from tests.archive.test_kills import BACKUP, RESTORE
from tests.chaos.conftest import Workshop
from tests.chaos.points import ROUNDS, some
from tests.fleet.bodies import ADD_FIELD
from tests.fleet.conftest import HEAD
from tests.fleet.test_kills import POINTS
from tests.provisioning.test_failpoints import ALL
from tests.support.databases import ROOT
from tests.support.facts import record

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("restarts")]

HOW = [signal.SIGINT, signal.SIGQUIT] if ROUNDS else [signal.SIGINT]
either_way = pytest.mark.parametrize("how", HOW, ids=lambda how: how.name)

_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def no_own_database(django_db_blocker: DjangoDbBlocker) -> None:
    """What happens here happens in the other cluster."""


@either_way
@pytest.mark.parametrize("point", some(ALL, "provision.after_schema"))
def test_a_blog_is_being_made(point: str, how: signal.Signals, workshop: Workshop) -> None:
    address = f"new-{next(_numbers)}"
    answer = workshop.ask_while(how, point, "make", address=address)
    if "value" in answer:
        assert answer["value"] == "ready"
    assert workshop.ask("finish", address=address) == "ready"
    assert workshop.ask("doctor") == []
    record("restarts of Postgres", **{f"making a blog, {point}": 1})


@either_way
@pytest.mark.parametrize("point", some(BACKUP, "backup.after_table"))
def test_a_backup_is_being_made(point: str, how: signal.Signals, workshop: Workshop) -> None:
    before = workshop.ask("archives")
    answer = workshop.ask_while(how, point, "back_up")
    after = workshop.ask("archives")  # each that is there is whole
    if "error" in answer:
        assert after["rows"] == before["rows"]
    else:
        assert after["rows"] == before["rows"] + 1
    assert after["files"] == after["whole"], "nothing half is left"
    assert workshop.ask("back_up") > 5
    assert workshop.ask("doctor") == []
    record("restarts of Postgres", **{f"a backup, {point}": 1})


@either_way
@pytest.mark.parametrize("point", some(RESTORE, "restore.after_load"))
def test_a_blog_is_being_put_back(point: str, how: signal.Signals, workshop: Workshop) -> None:
    before = workshop.ask("contents")
    answer = workshop.ask_while(how, point, "restore")
    done = point == "restore.after_commit"
    assert ("value" in answer) == done, answer
    if not done:
        assert workshop.ask("contents") == before
        assert workshop.ask("doctor") == []
    workshop.ask("restore")
    assert workshop.ask("doctor") == []
    record("restarts of Postgres", **{f"a restore, {point}": 1})


@either_way
@pytest.mark.parametrize("point", POINTS)
def test_the_fleet_is_being_migrated(point: str, how: signal.Signals, workshop: Workshop) -> None:
    package = f"later_{how.name.lower()}_{next(_numbers)}"
    folder = workshop.folder / package
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "blog/contact/migrations", folder, ignore=ignore)
    name = f"m{next(_numbers):04}"
    body = "".join(f"    {line}\n" for line in ADD_FIELD.strip().splitlines())
    (folder / f"{name}.py").write_text(HEAD.format(after="0001_initial") + body)
    workshop.ask("finish", address="one-more")

    answer = workshop.ask_while(how, point, "migrate", package=package)
    told = workshop.ask("versions")
    assert told["untrue"] == 0, "what is noted is what is there"
    assert told["versions"] in {1, 2}
    workshop.ask("migrate", package=package)
    assert workshop.ask("doctor", package=package) == []
    assert workshop.ask("versions")["versions"] == 1
    record("restarts of Postgres", **{f"a migration, {point}": "value" in answer})
    workshop.ask("migrate", package=package, back_to="0001_initial")
