"""Migrations of the test's own, for the tenant app `contact`, and schemas that lack them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from textwrap import dedent

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from tenants.models import Tenant
from tenants.provisioning import template
from tests.conftest import ensure_template
from tests.support.databases import ROOT

HEAD = """
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contact", "{after}")]
"""

type Write = Callable[..., Path]


@pytest.fixture
def write_migrations(transactional_db: None, tmp_path: Path, settings: Settings) -> Iterator[Write]:
    """`write_migrations(m2="operations = […]", …) -> folder`: after contact's own first one."""
    ensure_template()
    package = f"more_{tmp_path.name.replace('-', '_')}"
    folder = tmp_path / package
    shutil.copytree(
        ROOT / "blog/contact/migrations", folder, ignore=shutil.ignore_patterns("__pycache__")
    )
    sys.path.insert(0, str(tmp_path))
    written = ["0001_initial"]
    assert sorted(p.stem for p in folder.glob("0*.py"))[-1] == written[-1], "extend this fixture"

    def write(**bodies: str) -> Path:
        settings.MIGRATION_MODULES = {"contact": package}
        template._wanted_by_this_code.cache_clear()
        for name, body in bodies.items():
            text = HEAD.format(after=written[-1])
            if "dependencies" in body:
                text = text.replace(text.splitlines()[-1], "")
            lines = dedent(body).strip().splitlines()
            (folder / f"{name}.py").write_text(text + "".join(f"    {x}\n" for x in lines))
            written.append(name)
        _forget_modules(package)
        return folder

    yield write
    sys.path.remove(str(tmp_path))
    _forget_modules(package)
    template._wanted_by_this_code.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'contact' AND name <> %s",
                       ["0001_initial"])  # fmt: skip


def _forget_modules(package: str) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


def migrate(*args: str, **options: object) -> tuple[str, str]:
    """Run the command; what it said, and the text of its CommandError or an empty string."""
    out = StringIO()
    try:
        call_command("migrate", *args, stdout=out, stderr=out, **options)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def ask(query: str, params: Sequence[str] | None = None) -> list[tuple[object, ...]]:
    """The rows of one query, as the application."""
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


def has(schema: str, column: str) -> bool:
    """Whether a table of the schema has a column of that name."""
    query = "SELECT 1 FROM information_schema.columns WHERE table_schema = %s AND column_name = %s"
    return bool(ask(query, [schema, column]))


def add_message(tenant: Tenant, name: str) -> None:
    """A row of `contact` in the blog."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{tenant.schema_name}".contact_message (name, email, text, sent_at)'
            " VALUES (%s, 'a@b.example', 'x', now())",
            [name],
        )
