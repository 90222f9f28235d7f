"""Contact's migrations and one more: what a deploy brings to every blog."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
from django.core.management import call_command
from django.test import override_settings

from bench.figures import ROOT
from tenants.fleet import run

PACKAGE = "bench_contact_migrations"

FIELD = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contact", "{after}")]
    operations = [
        migrations.AddField(
            "message", "mood", models.CharField(max_length=9, default="calm", db_default="calm")
        )
    ]
"""


def with_one_more_field(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Write the package into `folder`; returns an environment in which both sides migrate by it."""
    package = folder / PACKAGE
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(ROOT / "blog/contact/migrations", package)
    (package / "9000_mood.py").write_text(FIELD.format(after=last_of_contact()))
    return environment | {
        "BENCH_CONTACT_MIGRATIONS": PACKAGE,
        "STOCK_CONTACT_MIGRATIONS": PACKAGE,
        "PYTHONPATH": f"{environment['PYTHONPATH']}:{folder}",
    }


def take_field_back(folder: Path) -> None:
    """Bring all blogs, and the script for new ones, back to what there really is.

    In this process: what a start of Django takes is no part of any figure here.
    """
    with _package(folder):
        _migrate("contact", last_of_contact())
    _migrate()


def seconds_of_sql(folder: Path) -> float:
    """Add the field to all blogs, one after the other; the time their statements took together."""
    waited = 0.0

    def wait(bare: psycopg.Connection[Any], text: bytes) -> None:
        nonlocal waited
        start = time.perf_counter()
        try:
            execute(bare, text)
        finally:
            waited += time.perf_counter() - start

    execute = run._exec
    with _package(folder), override_settings(FLEET_CONNECTIONS=1), patch.object(run, "_exec", wait):
        _migrate()
    return waited


@contextmanager
def _package(folder: Path) -> Iterator[None]:
    """In this process the package is contact's, as `with_one_more_field` makes it for others."""
    sys.path.insert(0, str(folder))
    try:
        with override_settings(MIGRATION_MODULES={"contact": PACKAGE}):
            yield
    finally:
        sys.path.remove(str(folder))


def last_of_contact() -> str:
    """The migration that there really is."""
    return max(path.stem for path in (ROOT / "blog/contact/migrations").glob("0*.py"))


def _migrate(*arguments: str) -> None:
    call_command("migrate", *arguments, interactive=False, verbosity=0, stdout=sys.stderr)
