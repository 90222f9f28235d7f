"""Pages as files: written whole, found only while they are true, and never more than may be."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from accounts.models import User
from blog import pages_out
from blog.actions.publish_post import publish_post
from blog.actions.unpublish_post import unpublish_post
from blog.models import OutboxEntry
from tenants.actions.set_house import set_mode
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.archive.places import places
from tenants.db.scope import tenant_transaction
from tenants.directory import Directory, find
from tenants.http import TenantRef
from tenants.models import ContentVersion, Domain, Tenant
from tenants.pagecache.asked import Asked
from tenants.pagecache.files.keeper import Keeper
from tenants.pagecache.files.name import MARK, folder_of, mark_of, name_of
from tenants.pagecache.files.place import Place, Site
from tenants.pagecache.files.sweep import sweep
from tenants.pagecache.files.writer import Writer
from tenants.pagecache.report import report
from tests.conftest import MakeBlog
from tests.pagecache.conftest import MakeReader, Reader
from tests.support.writing import draft, published

pytestmark = pytest.mark.django_db
POST = "/blog/ferry/"


@pytest.fixture
def root(tmp_path: Path, settings: Any, alice: User) -> Path:
    """A folder for pages, and production's headers: others are not what the proxy says."""
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    settings.SECURE_CSP = {**settings.SECURE_CSP, "upgrade-insecure-requests": True}
    settings.PUBLIC_SCHEME = "https"
    settings.PAGE_FILES_ROOT = str(tmp_path / "pages")
    return tmp_path / "pages"


@pytest.fixture
def keeper(root: Path) -> Keeper:
    """The folder's keeper, to be told when to look."""
    keeper = Keeper(root)
    keeper.place.make_empty()
    sweep(keeper.place, 10**8)
    return keeper


@pytest.fixture
def visitor(keeper: Keeper, make_reader: MakeReader) -> Iterator[Reader]:
    """A reader whose pages become files."""
    reader = make_reader()
    yield reader
    reader.cache.files.wait()


def read(reader: Reader, path: str = POST, **headers: str) -> None:
    """Ask for a page, and wait until it is a file if it is to be one."""
    reader.get(path, **headers)
    reader.cache.files.wait()


def found(keeper: Keeper, host: str, path: str = POST) -> Path | None:
    """The file that the proxy finds now, as the Caddyfile looks for it."""
    lease = keeper.place.root / "lease" / str(int(time.time()))
    files = sorted((lease / host).glob(f"{path[1:]}+/*,{MARK}.html"))
    return files[0] if files else None


@pytest.fixture
def post(tenant: Tenant, alice: User) -> Any:
    with tenant_transaction(tenant):
        return published(alice, "Ferry", "The harbour was quiet. " * 100)


def test_a_closed_house_gives_out_neither_kept_pages_nor_files(
    visitor: Reader, keeper: Keeper, post: object
) -> None:
    read(visitor)
    keeper.tick()
    assert found(keeper, visitor.host) is not None
    assert visitor.get(POST).was_kept
    set_mode(by=None, reason="because", mode="closed")
    keeper.tick()
    assert found(keeper, visitor.host) is None
    closed = visitor.get(POST)
    assert (closed.status, closed.was_kept, closed.headers["Retry-After"]) == (503, False, "60")
    set_mode(by=None, reason="because", mode="open")
    keeper.tick()
    assert found(keeper, visitor.host) is not None
    assert visitor.get(POST).was_kept


# --- written, and found ---------------------------------------------------------------------------
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
    assert answer.headers["ETag"] == f'W/"{file.name.partition(",")[0]}"'


def test_what_a_page_says_is_what_the_proxy_says(visitor: Reader, post: object, root: Path) -> None:
    """The mark stands for the headers in the Caddyfile; tests/deploy compares them one by one."""
    for path in ("/", POST, "/about/", "/feed.xml", "/sitemap.xml", "/llms.txt"):
        visitor.get(path)
        page = visitor.cache.shelf.get(Asked(visitor.host, path, ""))
        assert page is not None, path
        assert mark_of(page.headers) == MARK, page.headers
        assert name_of(Asked(visitor.host, path, ""), page), page.headers
    caddyfile = Path(__file__).parents[2] / "deploy/Caddyfile"
    assert f",{MARK}.html" in caddyfile.read_text()


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
    "path",
    ["/../x/", "/.hidden/", "/blog//", "/a b/", "/é/", "/blog/ferry+/x.html", "/a*/", "/[a]/",
     "/x\0/", "/" + "a" * 101 + "/", "/a" * 300],
)  # fmt: skip
def test_strange_paths_are_no_files(path: str) -> None:
    assert folder_of(Asked("a.example", path, "")) is None


@pytest.mark.parametrize("host", ["..", ".", "", "a", "A.example", "a/b.example", "-*.example"])
def test_strange_hosts_are_no_folders(host: str) -> None:
    assert folder_of(Asked(host, "/", "")) is None


def test_a_query_makes_no_file() -> None:
    assert folder_of(Asked("a.example", "/", "page=2")) is None


@pytest.mark.parametrize("headers", [{"COOKIE": "inkstead-test=x"}, {"RANGE": "bytes=0-1"}])
def test_what_was_not_for_everybody_is_not_written(
    visitor: Reader, keeper: Keeper, post: object, headers: dict[str, str]
) -> None:
    read(visitor, **headers)
    assert list(keeper.place.root.glob("kept/*")) == []


# --- by due work ----------------------------------------------------------------------------------
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


# --- gone -----------------------------------------------------------------------------------------
def test_a_change_takes_all_files_of_the_blog_away(
    visitor: Reader, keeper: Keeper, post: Any, tenant: Tenant, alice: User
) -> None:
    read(visitor)
    read(visitor, "/")
    keeper.tick()
    assert found(keeper, visitor.host, "/")
    with tenant_transaction(tenant):
        unpublish_post(post, by=alice)
    keeper.tick()
    assert found(keeper, visitor.host) is None
    assert found(keeper, visitor.host, "/") is None


def test_a_suspended_blog_has_no_files(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, alice: User
) -> None:
    read(visitor)
    keeper.tick()
    suspend_tenant(tenant, by=alice, reason="A reason")
    keeper.tick()
    assert found(keeper, visitor.host) is None


def test_a_suspended_blog_has_no_files_even_at_its_version(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant
) -> None:
    read(visitor)
    keeper.tick()
    Tenant.objects.filter(pk=tenant.pk).update(state="suspended")
    keeper.tick()
    assert found(keeper, visitor.host) is None


def test_a_writer_that_comes_late_brings_nothing_back(
    visitor: Reader, keeper: Keeper, post: Any, tenant: Tenant, alice: User
) -> None:
    visitor.cache.files.writer = None
    visitor.get(POST)
    page = visitor.cache.shelf.get(Asked(visitor.host, POST, ""))
    assert page is not None
    with tenant_transaction(tenant):
        unpublish_post(post, by=alice)
    assert Writer(keeper.place).write(Asked(visitor.host, POST, ""), page)
    keeper.tick()
    assert found(keeper, visitor.host) is None


def test_files_end_when_the_next_post_becomes_public(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, alice: User
) -> None:
    with tenant_transaction(tenant):
        publish_post(draft(alice, "Later"), by=alice, at=timezone.now() + timedelta(seconds=2))
    read(visitor, "/")
    keeper.tick()
    assert found(keeper, visitor.host, "/")
    time.sleep(2)
    keeper.tick()
    assert found(keeper, visitor.host, "/") is None


def test_a_keeper_that_died_leaves_nothing_to_be_found(
    visitor: Reader, keeper: Keeper, post: object
) -> None:
    read(visitor)
    keeper.tick()
    assert found(keeper, visitor.host)
    time.sleep(3)
    assert found(keeper, visitor.host) is None


def test_the_next_keeper_believes_nothing_that_lies_there(
    visitor: Reader, keeper: Keeper, post: object, root: Path
) -> None:
    read(visitor)
    keeper.tick()
    looks: list[int] = []

    def looked_twice() -> bool:
        looks.append(0)
        return len(looks) > 2

    Keeper(root).run(until=looked_twice)
    assert found(keeper, visitor.host) is None
    assert list(root.glob("kept/*")) == []


def test_a_keeper_begins_while_others_write(root: Path) -> None:
    place, over = Place(root), threading.Event()
    place.make_empty()

    def write() -> None:
        while not over.is_set():
            try:
                (root / "kept/release/host").mkdir(parents=True, exist_ok=True)
                place.put(root / "kept/release/host/page.html", b"a page")
            except OSError:
                continue  # the folder went: the page is written another time

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(200):
            place.make_empty()
    finally:
        over.set()
        for writer in writers:
            writer.join()
    place.make_empty()
    assert not any((root / "kept").iterdir())
    assert not list(root.glob("gone-*"))


def test_without_a_word_from_the_database_it_vouches_only_for_ten_minutes(
    visitor: Reader, keeper: Keeper, post: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(visitor)
    keeper.tick()
    known, unsure_for, away = keeper.hosts.known, [5.0], [True]
    monkeypatch.setattr(keeper.hosts, "known", lambda host: (known(host)[0], unsure_for[0]))
    monkeypatch.setattr(type(keeper.hosts), "is_away", property(lambda _hosts: away[0]))
    keeper.tick()
    assert found(keeper, visitor.host)
    unsure_for[0] = 601.0
    keeper.tick()
    assert found(keeper, visitor.host) is None
    unsure_for[0], away[0] = 5.0, False  # somebody is asking still: not known to be away
    keeper.tick()
    assert found(keeper, visitor.host) is None


class Late(Directory):
    """A process's directory that has not asked for changes since it looked a host up."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, TenantRef | None] = {}

    def lookup(self, host: str) -> TenantRef | None:
        if host not in self.kept:
            self.kept[host] = find(host)
        return self.kept[host]

    def known(self, host: str) -> tuple[TenantRef | None, float]:
        return self.kept.get(host), 0.0

    def forget(self, host: str) -> None:
        self.kept.pop(host, None)


def test_a_writer_may_hear_of_a_change_before_the_keeper_does(
    visitor: Reader, keeper: Keeper, post: Any, tenant: Tenant, alice: User
) -> None:
    keeper.hosts = Late()
    read(visitor, "/")
    keeper.tick()
    with tenant_transaction(tenant):
        published(alice, "Lamp")
    read(visitor, "/")
    keeper.tick()
    file = found(keeper, visitor.host, "/")
    assert file is not None
    assert "Lamp" in file.read_text()


def test_a_host_that_goes_to_another_blog_takes_no_page_along(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, make_blog: MakeBlog
) -> None:
    read(visitor)
    read(visitor, "/")
    keeper.tick()
    assert found(keeper, visitor.host)
    other = make_blog("other", tenant.memberships.get().user)
    moved = Domain.objects.filter(domain=visitor.host)
    Domain.objects.filter(tenant=other).delete()
    moved.update(tenant=other)
    version = ContentVersion.objects.get(tenant=tenant).version
    ContentVersion.objects.filter(tenant=other).update(version=version)  # of all there are, this
    User.objects.update(email_confirmed_at=timezone.now())
    read(visitor, "/")
    keeper.tick()
    assert found(keeper, visitor.host, "/")
    assert found(keeper, visitor.host) is None


def test_pages_of_another_release_are_not_put_up(
    visitor: Reader, keeper: Keeper, post: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.pagecache.files.place.release", lambda: "another")
    read(visitor)
    keeper.tick()
    assert found(keeper, visitor.host) is None
    assert keeper.place.announced() == []


def test_an_announcement_that_lies_is_not_believed(keeper: Keeper, visitor: Reader) -> None:
    for site in (Site("bob.example", "x", 1, None, "r"), Site("../..", "x", 1, None, "r")):
        keeper.place.announce(site)
    (keeper.place.root / "new" / "x.json").write_text("{")
    keeper.tick()
    assert keeper.place.live() == {}
    assert keeper.place.announced() == []


# --- bounded, and unharmed by faults --------------------------------------------------------------
def test_the_least_read_goes_when_it_is_too_much(
    visitor: Reader, keeper: Keeper, post: object
) -> None:
    paths = ("/", "/blog/", POST, "/about/", "/feed.xml", "/llms.txt")
    for path in paths:
        read(visitor, path)
    keeper.tick()
    used = sweep(keeper.place, 10**8)
    read_last = found(keeper, visitor.host)
    assert read_last is not None
    os.utime(read_last, (time.time() + 60, read_last.stat().st_mtime))
    left = sweep(keeper.place, used // 2)
    assert left <= used // 2
    assert found(keeper, visitor.host)
    assert [path for path in paths if found(keeper, visitor.host, path) is None]
    assert int((keeper.place.root / "room").read_text()) == used // 2 - left


def test_a_full_folder_takes_no_more(visitor: Reader, keeper: Keeper, post: object) -> None:
    sweep(keeper.place, 4096)
    read(visitor)
    assert list(keeper.place.root.glob("kept/*")) == []


def test_without_a_keeper_nothing_is_written(visitor: Reader, keeper: Keeper, post: object) -> None:
    os.utime(keeper.place.root / "room", (0, time.time() - 120))
    read(visitor)
    assert list(keeper.place.root.glob("kept/*")) == []


def test_what_was_left_behind_is_taken_away(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, alice: User
) -> None:
    read(visitor)
    keeper.tick()
    with tenant_transaction(tenant):
        unpublish_post(post, by=alice)  # type: ignore[arg-type]
    keeper.tick()
    half = keeper.place.root / "aside" / "half"
    half.write_bytes(b"x")
    for path in (half, *keeper.place.root.glob("kept/*/*/*")):
        os.utime(path, (0, 0))
    sweep(keeper.place, 10**8)
    assert not half.exists()
    assert list(keeper.place.root.glob("kept/*")) == []


def test_a_purge_takes_them_and_the_report_counts_them(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant
) -> None:
    read(visitor)
    read(visitor, "/")
    keeper.tick()
    visitor.cache.hits.flush()
    row = next(
        one for one in report(timezone.now().date(), most=99) if visitor.host in one.values()
    )
    assert row["files"] == 2
    place = next(one for one in places() if one.name == "pages as files")
    assert place.left(tenant.id) == 2
    place.clear(tenant.id)
    place.clear(tenant.id)
    assert place.left(tenant.id) == 0
    assert found(keeper, visitor.host) is None


@pytest.mark.parametrize("fault", ["full", "absent", "read-only"])
def test_a_fault_of_the_disk_costs_no_page(
    visitor: Reader, keeper: Keeper, post: object, fault: str,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    if fault == "full":
        monkeypatch.setattr(Path, "write_bytes", full)
    elif fault == "absent":
        visitor.cache.files.writer = Writer(Place(Path("/proc/none")))
    else:
        monkeypatch.setattr(Path, "mkdir", full)
    for path in (POST, "/", "/about/"):
        read(visitor, path)
        assert visitor.get(path).status == 200
    keeper.tick()
    assert found(keeper, visitor.host) is None
    warned = [one for one in caplog.records if "as a file" in one.message]
    assert len(warned) == (0 if fault == "absent" else 1)  # without a keeper there is no fault
    assert list(keeper.place.root.glob("aside/*")) == []


def test_readers_wait_for_no_disk(
    visitor: Reader, keeper: Keeper, post: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = threading.Event()
    monkeypatch.setattr(Writer, "write", lambda *_args: disk.wait(60))
    for path in ("/about/", "/", POST):
        assert visitor.get(path).status == 200
    assert not disk.is_set()
    disk.set()
