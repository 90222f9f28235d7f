"""Contact's migrations and one more: what a deploy brings to every blog."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from bench.figures import ROOT

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
    sys.path.insert(0, str(folder))
    with override_settings(MIGRATION_MODULES={"contact": PACKAGE}):
        _migrate("contact", last_of_contact())
    sys.path.remove(str(folder))
    _migrate()


def last_of_contact() -> str:
    """The migration that there really is."""
    return max(path.stem for path in (ROOT / "blog/contact/migrations").glob("0*.py"))


def _migrate(*arguments: str) -> None:
    call_command("migrate", *arguments, interactive=False, verbosity=0, stdout=sys.stderr)
