"""An archive holds one moment of one blog, while people go on writing."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path

import pytest
from django.db import models
from django.test import Client

from accounts.models import User
from blog.models import Post
from inkstead.checks import tenant_models
from tenants.archive.backup import write_archive
from tenants.archive.hooks import columns_naming_people, tables_made_anew
from tenants.archive.reader import Archive
from tenants.archive.signature import is_ours
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.archive.blogs import archive_of, fill, put_media, sums
from tests.conftest import BlogClient
from tests.support.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_holds_rows_files_people_and_addresses(ferry: Tenant, tmp_path: Path) -> None:
    put_media(ferry)
    path, manifest = archive_of(ferry, tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    with Archive.open(path) as archive:
        archive.verify()
        assert archive.is_ours
        assert archive.manifest == manifest
        assert archive.manifest.media == ["2026/boat.png"]
        assert archive.notes["domains"][0]["domain"] == "ferry.inkstead.localhost"
        assert archive.notes["memberships"][0]["email"] == "alice@post.example"
    there = {name: member.sha256 for name, member in manifest.members.items()}
    assert {f"data/{name}.copy": value for name, value in sums(ferry).items()}.items() <= (
        there.items()
    )


def test_every_table_of_a_blog_travels_or_is_made_anew(ferry: Tenant, tmp_path: Path) -> None:
    _path, manifest = archive_of(ferry, tmp_path)
    tables = {model._meta.db_table for model in tenant_models()}
    assert set(manifest.tables) | tables_made_anew() == tables


def test_every_column_that_names_a_user_is_known() -> None:
    """Ids without a foreign key are UUIDs; one that is no user's is to be named here."""
    others = {("blog_post", "begun_as")}  # what the editor called it
    found = {
        (model._meta.db_table, field.column)
        for model in tenant_models()
        for field in model._meta.local_fields
        if isinstance(field, models.UUIDField) and not field.primary_key
    }
    known = {(table, column) for table, cols in columns_naming_people().items() for column in cols}
    assert found - others == known


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(
    ferry: Tenant, alice: User, tmp_path: Path
) -> None:
    """Each writer's transaction adds two posts: an archive never has one of a pair."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with tenant_transaction(ferry):
                Post.objects.create(title="One", slug=f"one-{number}")
                Post.objects.create(title="Two", slug=f"two-{number}")

    with Hands(1) as hands:
        writing = hands.submit(write)
        try:
            for number in range(8):
                path, _manifest = archive_of(ferry, tmp_path, f"{number}.zip")
                with Archive.open(path) as archive:
                    text = b"".join(archive.chunks("data/blog_post.copy"))
                    archive.verify()
                assert text.count(b"\tOne\t") == text.count(b"\tTwo\t")
        finally:
            stop.set()
        writing.result()


def test_nothing_is_left_beside_it_when_it_fails(ferry: Tenant, tmp_path: Path) -> None:
    put_media(ferry)
    (tmp_path / "media" / str(ferry.pk) / "a\\b.png").write_bytes(b"x")
    with pytest.raises(ValueError, match="cannot travel"):
        write_archive(ferry, tmp_path / "a.zip")
    assert [path.name for path in tmp_path.glob("a.zip*")] == []


def test_memory_does_not_grow_with_the_blog(ferry: Tenant, alice: User, tmp_path: Path) -> None:
    import tracemalloc

    def peak() -> int:
        tracemalloc.start()
        archive_of(ferry, tmp_path)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    first = peak()
    with tenant_transaction(ferry):
        big = "words and words " * 20_000
        Post.objects.bulk_create(
            Post(title="Big", slug=f"big-{number}", content=big) for number in range(60)
        )
    assert peak() < first + 6 * 1024 * 1024  # the text alone is 19 MB


def test_a_manifest_that_was_changed_is_not_ours(ferry: Tenant, tmp_path: Path) -> None:
    path, manifest = archive_of(ferry, tmp_path)
    with zipfile.ZipFile(path) as zipped:
        signature = zipped.read("manifest.sha256.hmac")
        assert is_ours(zipped.read("manifest.json"), signature)
        assert not is_ours(zipped.read("manifest.json") + b" ", signature)
    assert manifest.rows > 5


def test_readers_and_writers_notice_nothing(
    ferry: Tenant, alice: User, tmp_path: Path, blog_client: BlogClient
) -> None:
    client: Client = blog_client(ferry)
    before = client.get("/blog/").content
    archive_of(ferry, tmp_path)
    assert client.get("/blog/").content == before
    fill(ferry, alice, posts=0)
