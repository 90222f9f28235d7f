"""Blogs that were there before the index was, or come out of an archive, are filled by due work."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from blog.models import OutboxEntry, Post, SearchEntry
from blog.search import keeping
from journal.models import DueTenant
from tenants.actions.restore_as import restore_as
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.due.run import run_due
from tenants.fleet.migrate import migrate_schema
from tenants.models import Tenant
from tests.archive.blogs import archive_of
from tests.conftest import BlogClient, MakeBlog
from tests.support.writing import published

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("blog", "0005_fewer_indexes")]


@pytest.fixture
def lamps(make_blog: MakeBlog, alice: User) -> Tenant:
    """A blog with a few posts about lamps, all due work done."""
    tenant = make_blog("lamps", owner=alice)
    with tenant_transaction(tenant):
        for number in range(5):
            published(alice, f"Lamp {number}", "It gives a little light.")
    work()
    return tenant


def work() -> None:
    while run_due():
        pass


def test_a_migration_leaves_the_work_and_rings_the_bell(
    lamps: Tenant, blog_client: BlogClient
) -> None:
    database = tenant_connection()
    with tenant_transaction(lamps):
        OutboxEntry.objects.all().delete()
    with database.migrating(lamps.schema_name):
        MigrationExecutor(database).migrate(BEFORE)
    DueTenant.objects.all().delete()
    migrate_schema(lamps.schema_name)
    assert "Nothing here has" in blog_client(lamps).get("/search/?q=lamp").text
    work()
    assert "5 matches" in blog_client(lamps).get("/search/?q=lamp").text


def test_an_archive_has_no_index_and_a_restored_blog_makes_its_own(
    lamps: Tenant, tmp_path: Path, blog_client: BlogClient
) -> None:
    path, manifest = archive_of(lamps, tmp_path)
    assert "blog_searchentry" not in manifest.tables
    made = restore_as("lamps-two", by=None, reason="x", archive_path=path).tenant
    work()
    assert "5 matches" in blog_client(made).get("/search/?q=lamp").text


def test_a_long_blog_is_read_piece_by_piece(lamps: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 2)
    with tenant_transaction(lamps):
        SearchEntry.objects.all().delete()
        keeping.index_blog({"after": 0})
        assert SearchEntry.objects.exclude(post=None).count() == 2
    work()
    with tenant_transaction(lamps):
        assert SearchEntry.objects.exclude(post=None).count() == Post.objects.published().count()


def test_a_new_blogs_pages_are_indexed(make_blog: MakeBlog) -> None:
    tenant = make_blog("fresh")
    work()
    with tenant_transaction(tenant):
        assert SearchEntry.objects.exclude(page=None).count() == 2
