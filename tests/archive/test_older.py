"""An archive of an older version comes back brought up to today's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from blog.models import Blog, Post
from tenants.actions.restore_as import restore_as
from tenants.actions.restore_over import restore_over
from tenants.archive.reader import Archive
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.models import Tenant
from tests.archive.blogs import archive_of, catalog

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = [("blog", "0001_initial"), ("contact", None)]


def back_to_the_first_version(tenant: Tenant) -> None:
    """Undo every migration but the blog's first, as if the code had never had more."""
    database = tenant_connection()
    with database.migrating(tenant.schema_name):
        MigrationExecutor(database).migrate(FIRST)


def test_what_the_first_version_wrote_comes_back(ferry: Tenant, tmp_path: Path) -> None:
    today = catalog(ferry.schema_name)
    with tenant_transaction(ferry):
        posts = list(Post.objects.order_by("pk").values())
    back_to_the_first_version(ferry)
    path, manifest = archive_of(ferry, tmp_path)
    assert manifest.migrations == [("blog", "0001_initial")]
    assert "contact_message" not in manifest.tables
    assert "takes_messages" not in manifest.tables["blog_blog"].columns

    made = restore_as("ferry-two", by=None, reason="x", archive_path=path).tenant
    with tenant_transaction(made):
        assert list(Post.objects.order_by("pk").values()) == posts
        assert Blog.objects.current().takes_messages
    assert _shape(catalog(made.schema_name)) == _shape(today)

    restore_over(ferry, by=None, reason="x", archive_path=path)
    ferry.refresh_from_db()
    with tenant_transaction(ferry):
        assert list(Post.objects.order_by("pk").values()) == posts


def test_the_list_of_migrations_is_the_schemas_own(ferry: Tenant, tmp_path: Path) -> None:
    path, _manifest = archive_of(ferry, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT app, name FROM "{ferry.schema_name}".django_migrations')
        applied = sorted(cursor.fetchall())
    with Archive.open(path) as archive:
        assert archive.manifest.migrations == applied
        assert json.loads(archive.manifest.as_bytes())["format"] == 1


def _shape(rows: list[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Without where ids go on, and in whatever order columns came."""
    return {row for row in rows if row[0] != "last"}
