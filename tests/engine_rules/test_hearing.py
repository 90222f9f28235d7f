"""That the run hears what the product says, knows whose word it is, and forgets nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from blog.models import Tag
from tenants.db.base import DatabaseWrapper
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.provisioning.template import current_script, tenant_labels
from tests.conftest import MakeBlog, ensure_template
from tests.engine_rules import hearing, rules
from tests.engine_rules.accepted import ACCEPTED
from tests.engine_rules.rules import Transaction, problems
from tests.inkstead.test_migrations import own_migrations

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A book of the test's own, in which whatever is said here counts as the product's."""
    monkeypatch.setattr(hearing, "book", lambda: tmp_path / "book")
    monkeypatch.setattr(hearing, "who_says_it", lambda: [("blog/here.py", "here")])
    return tmp_path / "book"


def whys(*, but: str = "") -> set[str]:
    return {offence["why"] for offence in hearing.offences()} - {but}


def test_statements_batches_and_copies_are_heard(make_blog: MakeBlog, told: Path) -> None:
    one, two = make_blog("one"), make_blog("two")
    told.unlink(missing_ok=True)
    with tenant_transaction(one), connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
    assert whys() == {rules.MATTERS}
    told.unlink()
    with transaction.atomic():
        tenant_connection().run_batch([b"SELECT 1", b"SET CONSTRAINTS ALL DEFERRED"])
    assert whys() == set(), "that is about a tenant's tables alone"
    copy_out = (
        f"COPY (SELECT 1 FROM {one.schema_name}.blog_tag, {two.schema_name}.blog_tag) TO STDOUT"
    )
    with connection.cursor() as cursor, cursor.copy(copy_out) as copy:
        list(copy)
    assert whys() == {rules.TWO_TENANTS}


def test_a_transaction_is_the_products_not_the_tests(make_blog: MakeBlog, told: Path) -> None:
    one, two = make_blog("one"), make_blog("two")
    told.unlink(missing_ok=True)
    for tenant in (one, two):
        with tenant_transaction(tenant):
            Tag.objects.create(name="a", slug="a")
    assert whys() == set()
    with transaction.atomic():
        for tenant in (one, two):
            with tenant_transaction(tenant):
                Tag.objects.create(name="b", slug="b")
    assert whys() == {rules.TOGETHER}


def test_a_tests_own_words_are_its_own(make_blog: MakeBlog) -> None:
    one, two = make_blog("one"), make_blog("two")
    before = hearing.offences()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {one.schema_name}.blog_tag, {two.schema_name}.blog_tag")
    assert hearing.offences() == before
    assert hearing.who_says_it() == []


def test_the_run_uses_the_engine_with_an_ear() -> None:
    assert type(connection._connections[connection._alias]) is not DatabaseWrapper  # type: ignore[attr-defined]
    assert hearing.heard() > 0


def test_what_is_accepted_exists() -> None:
    for path, name, _rule in ACCEPTED:
        place = ROOT / path
        if not place.exists():
            (place,) = ROOT.glob(f".venv/lib/*/site-packages/{path}")
        names = {n.name for n in ast.walk(ast.parse(place.read_text())) if hasattr(n, "name")}
        assert name.split(".")[-1] in names, f"{path} has no {name} any more"


def test_no_code_relies_on_the_name_of_a_broken_constraint() -> None:
    """On an engine of several servers the error does not carry it."""
    for path in product():
        for node in ast.walk(ast.parse(path.read_text())):
            assert not (isinstance(node, ast.Attribute) and node.attr == "constraint_name"), path


def product() -> Iterator[Path]:
    for room in hearing.ROOMS:
        yield from (ROOT / room).rglob("*.py")


def test_the_script_of_a_schema_keeps_the_rules() -> None:
    ensure_template()
    said = current_script()
    assert len(said) > 40
    for text in said:
        assert list(problems(text, schema=f"t_{'1' * 32}", within=Transaction())) == []


@pytest.mark.django_db(transaction=True)  # an index that is made concurrently refuses any other
def test_every_migration_keeps_the_rules() -> None:
    """What Django would send for each, shared and tenants', forwards."""
    wrapper, seen = tenant_connection(), 0
    executor = MigrationExecutor(wrapper)
    executor.loader.applied_migrations = {}
    for migration in own_migrations():
        ours = migration.app_label in tenant_labels()
        node = executor.loader.graph.nodes[migration.app_label, migration.name]
        for text in executor.loader.collect_sql([(node, False)]):
            if text.startswith("--") or text in {"BEGIN;", "COMMIT;"}:
                continue
            seen += 1
            schema = f"t_{'1' * 32}" if ours else None
            assert list(problems(text, schema=schema, within=Transaction())) == [], migration
    assert seen > 100
