"""Pages as files: written whole, and found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.wsgi import get_wsgi_application

from accounts.models import User
from blog import pages_out
from blog.models import OutboxEntry
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, Tenant
from tenants.pagecache.asked import Asked
from tenants.pagecache.files.keeper import Keeper
from tenants.pagecache.files.name import MARK, beginning_of, mark_of, name_of
from tests.pagecache.conftest import Reader
from tests.pagecache.files.reading import POST, found, read
from tests.support.writing import published

pytestmark = pytest.mark.django_db


def test_a_page_that_was_read_is_found_in_each_coding(
    visitor: Reader, keeper: Keeper, post: object
) -> None:
    read(visitor)
    assert found(keeper, visitor.host) is None  # nobody has vouched for it
    keeper.tick()
    file = found(keeper, visitor.host)
    assert file is not None
    answer = visitor.get(POST)
    assert file.read_bytes() == answer.body
    assert brotli.decompress(Path(f"{file}.br").read_bytes()) == answer.body
    assert Path(f"{file}.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert answer.headers["ETag"] == f'W/"{file.name.split(",")[4]}"'


def test_what_a_page_says_is_what_the_proxy_says(visitor: Reader, post: object, root: Path) -> None:
    """The mark stands for the headers in the Caddyfile; tests/deploy compares them one by one."""
    for path in ("/", POST, "/about/", "/feed.xml", "/sitemap.xml", "/llms.txt"):
        visitor.get(path)
        page = visitor.cache.shelf.get(Asked(visitor.host, path, ""))
        assert page is not None, path
        assert mark_of(page.headers) == MARK, page.headers
        assert name_of(Asked(visitor.host, path, ""), page), page.headers
    caddyfile = Path(__file__).parents[3] / "deploy/Caddyfile"
    assert f"/+{{re.asked.2}}{MARK},*" in caddyfile.read_text()


def test_a_page_that_says_something_else_is_not_written(
    visitor: Reader, keeper: Keeper, post: object, settings: Any
) -> None:
    settings.SECURE_CSP = {**settings.SECURE_CSP, "media-src": ["https:"]}
    read(visitor)
    keeper.tick()
    assert found(keeper, visitor.host) is None


def test_what_nobody_answers_for_yet_is_not_written(
    visitor: Reader, keeper: Keeper, post: object
) -> None:
    User.objects.update(email_confirmed_at=None)
    read(visitor)
    keeper.tick()
    assert list(keeper.place.root.glob("kept/*")) == []


@pytest.mark.parametrize(
    ("path", "beginning"),
    [("/", "+/"), ("/blog/ferry/", "blog/ferry/+/"), ("/feed.xml", "feed.xml/+"),
     ("/feed.xml/", "feed.xml/+/"), ("/tags/a-b/feed.xml", "tags/a-b/feed.xml/+")],
)  # fmt: skip
def test_a_page_lies_in_the_folder_of_its_path(path: str, beginning: str) -> None:
    assert beginning_of(Asked("a.example", path, "")) == beginning


@pytest.mark.parametrize(
    "path",
    ["/../x/", "/.hidden/", "/blog//", "/a b/", "/é/", "/blog/ferry+/x.html", "/+/", "/a*/",
     "/[a]/", "/x\0/", "/" + "a" * 101 + "/", "/a" * 300],
)  # fmt: skip
def test_strange_paths_are_no_files(path: str) -> None:
    assert beginning_of(Asked("a.example", path, "")) is None


@pytest.mark.parametrize("host", ["..", ".", "", "a", "A.example", "a/b.example", "-*.example"])
def test_strange_hosts_are_no_folders(host: str) -> None:
    assert beginning_of(Asked(host, "/", "")) is None


def test_a_query_makes_no_file() -> None:
    assert beginning_of(Asked("a.example", "/", "page=2")) is None


@pytest.mark.parametrize("headers", [{"COOKIE": "inkstead-test=x"}, {"RANGE": "bytes=0-1"}])
def test_what_was_not_for_everybody_is_not_written(
    visitor: Reader, keeper: Keeper, post: object, headers: dict[str, str]
) -> None:
    read(visitor, **headers)
    assert list(keeper.place.root.glob("kept/*")) == []


def test_a_change_owes_the_pages_that_most_readers_ask_for(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, alice: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    # One that began under these settings, whatever another test began before.
    monkeypatch.setattr(pages_out, "get_internal_wsgi_application", get_wsgi_application)
    pages_out._kept_pages.cache_clear()
    with tenant_transaction(tenant):
        published(alice, "Lamp")
        assert OutboxEntry.objects.filter(kind="pages_out", done_at=None).count() == 1
    pages_out.write_pages(tenant, {})
    keeper.tick()
    for path in ("/", "/blog/", POST, "/blog/lamp/", "/about/", "/feed.xml", "/sitemap.xml"):
        assert found(keeper, visitor.host, path), path
    assert not visitor.renders  # no reader has asked for any
    pages_out._kept_pages.cache_clear()


def test_nothing_is_rendered_for_hosts_that_have_no_files(
    visitor: Reader, post: object, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_at: list[str] = []
    monkeypatch.setattr(pages_out, "ask", lambda _pages, host, _path: asked_at.append(host))
    Domain.objects.create(
        domain="old.inkstead.localhost", skeleton="old", tenant=tenant, is_primary=False
    )
    pages_out.write_pages(tenant, {})
    assert set(asked_at) == {visitor.host}
    asked_at.clear()
    own = {"is_primary": False, "is_custom": True, "is_canonical": True}
    Domain.objects.create(domain="own.example", skeleton="own", tenant=tenant, **own)
    pages_out.write_pages(tenant, {})
    assert asked_at == []


def test_without_a_folder_nothing_is_owed(tenant: Tenant, alice: User, settings: Any) -> None:
    settings.PAGE_FILES_ROOT = ""
    with tenant_transaction(tenant):
        published(alice, "Lamp")
        assert not OutboxEntry.objects.filter(kind="pages_out").exists()
