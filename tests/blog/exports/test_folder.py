"""A whole blog as a folder: every page, every link, nothing private."""

from __future__ import annotations

import io
import json
import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from accounts.models import User
from blog.actions.trash_post import trash_post
from blog.exports.folder import Exported, FolderExists, _at_work_in, export_folder
from blog.exports.html import addresses
from blog.models import Post
from inkstead.static import StaticFiles
from kit.origins import blog_url
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import MakeBlog
from tests.support.links import Checker, Got
from tests.support.writing import draft, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection() -> object:
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def new(make_blog: MakeBlog, alice: User) -> Tenant:
    """A blog with what it began with."""
    return make_blog("alice", owner=alice, name="Marginalia")


@pytest.fixture
def tenant(new: Tenant, alice: User) -> Tenant:
    """The same with something of everything."""
    with tenant_transaction(new):
        for number in range(12):
            published(alice, f"Post {number}", "Words.", new_category="Walks", tags=("sea", "Ünï"))
        first = Post.objects.get(slug="post-0").pk
        links = f"[another](/blog/post-1/), [none](/blog/nothing/), [it](/blog/{first}/)"
        published(alice, "Привет", f"See {links}.")
        draft(alice, "Canary draft", "canary")
        trash_post(published(alice, "Canary trash", "canary"), by=alice)
    return new


def export(tenant: Tenant, folder: Path, base: str = "") -> Exported:
    host = tenant.domains.get(is_primary=True).domain
    origin = blog_url(host, "").rstrip("/")
    application = StaticFiles(WSGIHandler())
    return export_folder(application, host=host, origin=origin, folder=folder, base=base)


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_relative_link_leads_to_a_file(tenant: Tenant, tmp_path: Path) -> None:
    folder = tmp_path / "blog"
    export(tenant, folder)
    found = 0
    for page in pages(folder):
        for link in addresses(page.read_text()):
            if not link.startswith(("http", "#", "mailto:")):
                there = page.parent / unquote(link.partition("#")[0])
                assert there.is_file(), (page, link)
                found += 1
    assert found > 200
    assert len(pages(folder)) > 25


@pytest.mark.parametrize("base", ["", "https://new.example"])
def test_nothing_in_it_leads_nowhere(tenant: Tenant, tmp_path: Path, base: str) -> None:
    """Anchors, styles, fonts, feeds and alternates too; but for what its writer got wrong."""
    folder = tmp_path / "blog"
    export(tenant, folder, base=base)

    def fetch(url: str) -> Got:
        path = folder / unquote(urlsplit(url).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return Got(404, "")
        kind = mimetypes.guess_type(path.name)[0] or ""
        return Got(200, kind, path.read_text(errors="replace") if "font" not in kind else "")

    origin = base or "http://folder.example"
    checker = Checker(origin, fetch)
    with tenant_transaction(tenant):
        by_number = f"/blog/{Post.objects.get(slug='post-0').pk}/"
    # Of feeds only the origin is changed; the page for what is not there names what was asked for.
    known = ("/blog/nothing/", by_number, "/this-page-is-not-there/")
    broken = checker.broken("/404.html", "/feed.xml")
    assert [line for line in broken if not any(path in line for path in known)] == []
    assert len(checker.got) > 40


def test_all_that_readers_see_and_nothing_else(tenant: Tenant, tmp_path: Path) -> None:
    folder = tmp_path / "blog"
    export(tenant, folder)
    for name in (
        "index.html", "404.html", "feed.xml", "blog/page/2/index.html", "about/index.html",
        "category/walks/index.html", "tag/uni/index.html", "blog/привет/index.html",
    ):  # fmt: skip
        assert (folder / name).is_file(), name
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"anary" not in everything
    assert b"<form" not in everything
    assert b'href="/' not in b"".join(path.read_bytes() for path in pages(folder))


def test_what_led_nowhere_is_said_and_what_moved_is_followed(
    tenant: Tenant, tmp_path: Path
) -> None:
    done = export(tenant, tmp_path / "blog")
    assert list(done.nowhere) == ["/blog/nothing/"]
    assert list(done.moved.values()) == ["/blog/post-0/"]
    text = (tmp_path / "blog/blog/привет/index.html").read_text()
    assert 'href="../post-1/index.html"' in text


def test_for_another_address(tenant: Tenant, tmp_path: Path) -> None:
    folder = tmp_path / "blog"
    export(tenant, folder, base="https://new.example")
    assert "alice.inkstead" not in (folder / "feed.xml").read_text()
    page = (folder / "blog/post-1/index.html").read_text()
    assert '<link rel="canonical" href="https://new.example/blog/post-1/">' in page
    assert "alice.inkstead" not in page


def test_a_folder_that_holds_something_is_left_alone(new: Tenant, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderExists):
        export(new, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_a_killed_run_left_is_taken_away_and_what_another_writes_is_not(
    new: Tenant, tmp_path: Path
) -> None:
    killed, writing, others = (
        tmp_path / name
        for name in (".site.partial-999", ".site.partial-1000", ".other.partial-999")
    )
    for folder in (killed, writing, others):
        folder.mkdir()
        (folder / "index.html").write_text("half")
    with _at_work_in(writing):
        export(new, tmp_path / "site")
        assert not killed.exists()
        assert (writing / "index.html").exists()
    assert others.exists()
    export(new, tmp_path / "site-2")
    assert writing.exists()  # of a folder that has another name


def test_what_fails_half_way_leaves_nothing(
    new: Tenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def fail(application: object, host: str, target: str) -> None:
        calls.append(target)
        raise OSError("the disk is full")

    monkeypatch.setattr("blog.exports.folder.ask", fail)
    with pytest.raises(OSError, match="full"):
        export(new, tmp_path / "blog")
    assert calls
    assert list(tmp_path.iterdir()) == []


def test_from_the_shell(tenant: Tenant, tmp_path: Path) -> None:
    out, folder = io.StringIO(), tmp_path / "blog"
    call_command("blog", "export", "alice", "--static", str(folder), "--json", stdout=out)
    facts = json.loads(out.getvalue())
    assert facts["files"] == sum(path.is_file() for path in folder.rglob("*"))
    assert list(facts["nowhere"]) == ["/blog/nothing/"]
    with pytest.raises(CommandError, match="not empty"):
        call_command("blog", "export", "alice", "--static", str(folder))
    suspend_tenant(tenant, by=None, reason="because")
    with pytest.raises(CommandError, match="not open"):
        call_command("blog", "export", "alice", "--static", str(tmp_path / "other"))


@pytest.mark.parametrize(
    "base", ["example.org", "javascript:x", "https://", "https://example.org/blog", "https://a:b"]
)
def test_a_base_that_is_no_origin_is_refused(base: str, new: Tenant, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--base is an origin"):
        call_command("blog", "export", "alice", "--static", str(tmp_path / "site"), "--base", base)
    assert not (tmp_path / "site").exists()
