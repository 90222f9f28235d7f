"""Contact's migrations and one more: what a deploy brings to every blog."""

from __future__ import annotations

import shutil
from pathlib import Path

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


def last_of_contact() -> str:
    """The migration that there really is."""
    return max(path.stem for path in (ROOT / "blog/contact/migrations").glob("0*.py"))
