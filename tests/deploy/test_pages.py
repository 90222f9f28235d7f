"""Pages as files, given out by the real proxy: the same as Django's, and gone when it counts."""

from __future__ import annotations

import gzip
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import brotli
import pytest
from playwright.sync_api import Browser

from tests.browser.people import PASSWORD
from tests.deploy.http2 import body_over_http2
from tests.deploy.installation import PLATFORM, ROOT, Answer, Installation
from tests.support.waiting import until

HOST, OWNER = f"lamp.{PLATFORM}", "tess@post.example"
POST = "/blog/ferry/"
BLOG = "0190b7c4-0000-7000-8000-00000000b106"
WITHIN = 1.0  # seconds from a commit to what readers see
# What tells of the way an answer came, and so differs.
OF_THE_WAY = {"date", "cache-status"}

SETTING = """
import time
from django.utils import timezone
from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.actions.save_look import save_look
from blog.actions.unpublish_post import unpublish_post
from blog.actions.update_post import update_post
from blog.models import Blog, Post
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
tenant = Tenant.objects.get(domains__domain="HOST")
by = User.objects.get(email="OWNER")
def add(title, text):
    with tenant_transaction(tenant):
        publish_post(create_post(by=by, data=PostInput(title=title, content=text)), by=by)
def edit(slug, text):
    with tenant_transaction(tenant):
        post = Post.objects.get(slug=slug)
        data = PostInput(title=post.title, content=text)
        update_post(post, by=by, data=data, version=post.version)
"""


def act(installation: Installation, code: str) -> float:
    """Run `code` in the server's shell; returns when its transaction was committed."""
    setting = SETTING.replace("HOST", HOST).replace("OWNER", OWNER)
    script = f"{setting}\n{code}\nprint('COMMITTED', time.time())\n"
    done = installation.manage("shell", "-v", "0", "-c", script)
    assert done.returncode == 0, done.stderr[-2000:]
    return float(done.stdout.rpartition("COMMITTED")[2])


@pytest.fixture(scope="package")
def blog(installation: Installation) -> str:
    """A blog with a post, whose owner has confirmed the e-mail; returns its host."""
    done = installation.manage("create_admin", OWNER, "--password-stdin", given=PASSWORD)
    assert done.returncode == 0, done.stderr
    done = installation.manage("tenants", "create", "lamp", "--name", "Lamp", "--owner", OWNER)
    assert done.returncode == 0, done.stderr
    act(installation, "User.objects.filter(pk=by.pk).update(email_confirmed_at=timezone.now())")
    act(installation, "add('Ferry', 'The harbour. ' * 200)")
    return HOST


def came_from_a_file(answer: Answer) -> bool:
    return answer.headers.get("Cache-Status", "").startswith("inkstead-files")


def is_file(installation: Installation, path: str = POST) -> Callable[[], bool]:
    return lambda: came_from_a_file(installation.ask(HOST, path))


def until_file(installation: Installation) -> None:
    """Wait until the post is given out as a file; or fail with the end of the worker's log."""
    until(is_file(installation), or_see=installation.folder / "worker.log")


@dataclass
class Watch:
    """What readers saw: when they asked, how long it took, and the answer."""

    seen: list[tuple[float, float, Answer]] = field(default_factory=list)

    def assert_soon(self, at: float, condition: Callable[[Answer], bool]) -> None:
        """Nobody who asked more than a second after `at` got anything else.

        A machine with other things to do is as much slower as its slowest answer was.
        """
        asked = [then for then, _took, answer in self.seen if not condition(answer)]
        assert asked, "It was so all the time."
        assert condition(self.seen[-1][2]), "It never was so."
        slowest = max(took for _then, took, _answer in self.seen)
        assert max(asked) - at < WITHIN + slowest, f"{max(asked) - at:.2f} s"


@contextmanager
def watching(installation: Installation, path: str = POST) -> Iterator[Watch]:
    """Ask for a page all the time; goes on for two seconds after the block."""
    watch, over = Watch(), threading.Event()

    def look() -> None:
        while not over.is_set():
            began = time.time()
            answer = installation.ask(HOST, path)
            watch.seen.append((began, time.time() - began, answer))
            time.sleep(0.05)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield watch
        time.sleep(2)
    finally:
        over.set()
        thread.join()


# --- the same page --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path", ["/", "/blog/", POST, "/about/", "/feed.xml", "/rss.xml", "/feed.json", "/sitemap.xml",
             "/robots.txt", "/llms.txt", "/site.webmanifest", "/favicon.ico"],
)  # fmt: skip
@pytest.mark.parametrize("accepted", ["identity", "gzip", "br, gzip;q=0.5"])
def test_it_is_the_page_that_django_gives(
    installation: Installation, blog: str, path: str, accepted: str
) -> None:
    headers = {"Accept-Encoding": accepted}
    until(is_file(installation, path), seconds=60)
    file = installation.ask(HOST, path, headers=headers)
    # By another spelling of the host the proxy finds no file; Django knows it all the same.
    kept = installation.ask(HOST.upper(), path, name=HOST, headers=headers)
    rendered = installation.ask(HOST, path, headers=headers | {"Authorization": "none"})
    assert came_from_a_file(file)
    assert kept.headers["Cache-Status"].startswith("inkstead; ")
    assert _told(file) == _told(kept)
    assert file.raw == kept.raw
    assert _decoded(file) == _decoded(rendered)


def _told(answer: Answer) -> list[tuple[str, str]]:
    told = [(name.lower(), value) for name, value in answer.headers.items()]
    return sorted(pair for pair in told if pair[0] not in OF_THE_WAY)


def _decoded(answer: Answer) -> bytes:
    coding = answer.headers.get("Content-Encoding", "")
    decode: Any = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[coding]
    return bytes(decode(answer.raw))


@pytest.mark.parametrize(
    ("words", "told"),
    [(",own", {"Strict-Transport-Security": "max-age=31536000"}),
     (",no-hsts", {"Strict-Transport-Security": None}),
     (f",own,cdn-60-{BLOG}", {"Strict-Transport-Security": "max-age=31536000",
                              "CDN-Cache-Control": "public, max-age=60",
                              "Surrogate-Key": f"blog-{BLOG}"})],
)  # fmt: skip
def test_what_few_pages_say_are_words_in_the_name(
    installation: Installation, blog: str, words: str, told: dict[str, str | None]
) -> None:
    until(is_file(installation, "/about/"))
    [file] = (installation.pages / "live" / HOST / "about/+").resolve().glob("*.html")
    renamed = file.rename(file.with_name(f"{file.stem}{words}.html"))
    try:
        answer = installation.ask(HOST, "/about/")
    finally:
        renamed.rename(file)
    assert came_from_a_file(answer)
    assert {name: answer.headers[name] for name in told} == told
    assert answer.headers["Link"] is None


def test_a_reader_who_has_it_gets_nothing_new(installation: Installation, blog: str) -> None:
    until_file(installation)
    first = installation.ask(HOST, POST)
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"other", {first.headers["ETag"]}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        answer = installation.ask(HOST, POST, headers=headers)
        assert came_from_a_file(answer)
        assert (answer.status, answer.body) == (304, "")
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "Content-Security-Policy" in answer.headers
    assert installation.ask(HOST, POST, headers={"If-None-Match": '"other"'}).status == 200


def test_a_head_is_the_page_without_its_body(installation: Installation, blog: str) -> None:
    until_file(installation)
    head = installation.ask(HOST, POST, method="HEAD")
    assert (head.status, head.body, came_from_a_file(head)) == (200, "", True)
    assert head.headers["Content-Length"] == installation.ask(HOST, POST).headers["Content-Length"]


@pytest.mark.parametrize(
    "headers",
    [{"Cookie": "__Host-inkstead=x"}, {"Cookie": "a=b; __Host-inkstead=x; c=d"},
     {"Cookie": "__Host-inkstead-language=de"}, {"Authorization": "Basic eA=="},
     {"Range": "bytes=0-9"}],
)  # fmt: skip
def test_whoever_may_be_signed_in_gets_django(
    installation: Installation, blog: str, headers: dict[str, str]
) -> None:
    until_file(installation)
    assert not came_from_a_file(installation.ask(HOST, POST, headers=headers))


@pytest.mark.parametrize(
    "path",
    ["/?x=1", f"{POST}?page=1", "/blog/ferry", "/../blog/ferry/", "/blog/./ferry/", "//blog/ferry/",
     "/blog/*/", "/blog/fer%72y/../ferry/", "/%2e%2e/lease/", "/blog/ferry/+/", "/blog/[f]erry/",
     "/blog/ferry/%00", "/contact/", "/studio/", "/?&", f"{POST}?page=2;x", f"{POST}?page=2%"],
)  # fmt: skip
def test_odd_addresses_get_django(installation: Installation, blog: str, path: str) -> None:
    until_file(installation)
    assert not came_from_a_file(installation.ask(HOST, path))


@pytest.mark.parametrize("host", [f"other.{PLATFORM}", "..", f"{HOST}/../{HOST}", f"*.{PLATFORM}"])
def test_another_host_has_none_of_it(installation: Installation, blog: str, host: str) -> None:
    until_file(installation)
    answer = installation.ask(host, POST, name=HOST)
    assert answer.status in {400, 404, 421}
    assert not came_from_a_file(answer)


@pytest.mark.parametrize("host", [".", ".."])
def test_no_name_leads_to_the_folder_of_a_blog(
    installation: Installation, blog: str, host: str
) -> None:
    until_file(installation)
    for folder in (HOST, f"{int(time.time())}/{HOST}", f"live/{HOST}"):
        answer = installation.ask(host, f"/{folder}{POST}", name=HOST)
        assert not came_from_a_file(answer), folder


def test_nor_one_that_only_http_2_lets_through(installation: Installation, blog: str) -> None:
    until_file(installation)

    def asked(authority: str) -> bytes:
        port, ca = installation.https_port, str(installation.authority())
        return body_over_http2(port, authority, POST, name=HOST, ca=ca)

    assert asked(HOST) == installation.ask(HOST, POST).raw
    for way in ("live", f"lease/{int(time.time())}"):
        assert b"ferry" not in asked(f"x/../../../{way}/{HOST}"), way


def test_a_page_that_goes_while_it_is_looked_for_is_djangos(
    installation: Installation, blog: str
) -> None:
    until_file(installation)
    with as_if_it_went(installation):
        gone = installation.ask(HOST, POST)
    kept = installation.ask(HOST.upper(), POST, name=HOST)
    assert not came_from_a_file(gone)
    assert gone.headers["Cache-Status"] == kept.headers["Cache-Status"]
    assert _told(gone) == _told(kept)
    assert gone.raw == kept.raw


@contextmanager
def as_if_it_went(installation: Installation) -> Iterator[None]:
    """A proxy that looks for pages where they are, and opens them where they are not."""
    rules, opened = (ROOT / "deploy/Caddyfile").read_text(), "}/{re.name.1}/{host}"
    assert rules.count(opened) == 1
    changed = installation.folder / "Caddyfile"
    changed.write_text(rules.replace(opened, "}/elsewhere/{host}"))
    installation.stop("caddy")
    installation.start_proxy(changed)
    try:
        until(installation.proxy_answers, seconds=60)
        yield
    finally:
        installation.stop("caddy")
        installation.start_proxy()
        until(installation.proxy_answers, seconds=60)


def test_a_post_to_a_page_gets_django(installation: Installation, blog: str) -> None:
    assert installation.ask(HOST, POST, method="POST").status in {403, 405}


def test_the_owner_signed_in_sees_their_own(
    installation: Installation, blog: str, https_browser: Browser
) -> None:
    until_file(installation)
    stranger = https_browser.new_context().new_page()
    stranger.goto(f"https://{HOST}{POST}")
    assert stranger.locator('a[href^="/studio/posts/"]').count() == 0
    page = https_browser.new_context().new_page()
    page.goto(f"https://{HOST}/login/?next={POST}")
    page.locator("[name=login]").fill(OWNER)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(f"https://{HOST}{POST}")
    assert page.locator('a[href^="/studio/posts/"]').count()


# --- without Django -------------------------------------------------------------------------------
def test_what_was_published_is_read_while_the_web_server_is_stopped(
    installation: Installation, blog: str
) -> None:
    act(installation, "add('Quiet', 'Nobody rendered this.')")
    folder = installation.pages / "live" / HOST / "blog/quiet/+"
    installation.ask(HOST)  # has a certificate now, if it had none
    # No reader has asked for the post.
    until(lambda: any(folder.glob("*.html")), or_see=installation.folder / "worker.log")
    installation.stop("web")
    try:
        answer = installation.ask(HOST, "/blog/quiet/")
        assert (answer.status, came_from_a_file(answer)) == (200, True)
        assert "Nobody rendered this." in answer.body
    finally:
        installation.start("web")
        until(installation.is_ready)


# --- gone within a second -------------------------------------------------------------------------
def test_an_edit_is_seen_within_a_second(installation: Installation, blog: str) -> None:
    until_file(installation)
    with watching(installation) as watch:
        at = act(installation, "edit('ferry', 'A newer word.')")
    assert came_from_a_file(watch.seen[0][2])
    watch.assert_soon(at, lambda answer: "A newer word." in answer.body)
    until_file(installation)
    assert "A newer word." in installation.ask(HOST, POST).body


def test_what_is_unpublished_is_gone_within_a_second(installation: Installation, blog: str) -> None:
    until_file(installation)
    with watching(installation) as watch:
        at = act(
            installation,
            "with tenant_transaction(tenant):"
            " unpublish_post(Post.objects.get(slug='ferry'), by=by)",
        )
    try:
        watch.assert_soon(at, lambda answer: answer.status in {404, 410})
    finally:
        act(
            installation,
            "with tenant_transaction(tenant): publish_post(Post.objects.get(slug='ferry'), by=by)",
        )


@pytest.mark.parametrize(
    ("there", "back", "statuses"),
    [("suspend_tenant", "resume_tenant", {403, 451}), ("trash_tenant", "restore_tenant", {410})],
)  # fmt: skip
def test_a_closed_blog_shows_nothing_within_a_second(
    installation: Installation, blog: str, there: str, back: str, statuses: set[int]
) -> None:
    until_file(installation)
    with watching(installation) as watch:
        at = act(installation, f"{there}(tenant, by=by, reason='A reason')")
    try:
        watch.assert_soon(at, lambda answer: answer.status in statuses)
    finally:
        act(installation, f"{back}(tenant, by=by, reason='Another')")


def test_another_look_is_seen_within_a_second(installation: Installation, blog: str) -> None:
    until_file(installation)
    with watching(installation) as watch:
        at = act(
            installation,
            "with tenant_transaction(tenant):"
            " save_look(Blog.objects.get(), by=by, theme='fern', accent='', scheme='dark')",
        )
    before = watch.seen[0][2].body
    watch.assert_soon(at, lambda answer: answer.body != before)


# --- faults ---------------------------------------------------------------------------------------
def test_a_dead_keeper_lets_django_answer_and_the_next_begins_anew(
    installation: Installation, blog: str
) -> None:
    until_file(installation)
    assert installation.run("healthy", "files").returncode == 0
    keeper = installation.parts.pop("files")
    os.kill(keeper.pid, signal.SIGKILL)
    died = time.time()
    keeper.wait()
    until(lambda: not is_file(installation)(), seconds=10)
    assert time.time() - died < 4
    assert installation.run("healthy", "files").returncode == 1
    act(installation, "edit('ferry', 'While nobody kept.')")
    until(lambda: "While nobody kept." in installation.ask(HOST, POST).body)
    installation.start("files")
    until_file(installation)
    assert "While nobody kept." in installation.ask(HOST, POST).body


def test_a_folder_that_cannot_be_written_costs_no_page(
    installation: Installation, blog: str
) -> None:
    """As root nothing is read-only, so a file stands where the folder of new files was."""
    until_file(installation)
    aside = installation.pages / "aside"
    aside.rename(installation.pages / "away")
    aside.write_text("in the way")
    try:
        act(installation, "edit('ferry', 'Without files.')")
        until(lambda: "Without files." in installation.ask(HOST, POST).body)
        for path in ("/", "/blog/", POST, "/about/"):
            answer = installation.ask(HOST, path)
            assert (answer.status, came_from_a_file(answer)) == (200, False)
        log = (installation.folder / "web.log").read_text()
        assert "Could not write a page as a file; Django serves it" in log
    finally:
        aside.unlink()
        (installation.pages / "away").rename(aside)
    until_file(installation)


def test_killed_writers_never_show_half_a_page(installation: Installation, blog: str) -> None:
    """Web server and worker are killed again and again while everything is written anew."""
    whole = 0
    act(installation, "add('Rewritten', 'A first text.')")
    until(lambda: installation.ask(HOST, "/blog/rewritten/").status == 200)
    with watching(installation, "/blog/rewritten/") as watch:
        for number in range(4):
            act(installation, f"edit('rewritten', 'word ' * 20000 + 'number {number}')")
            time.sleep(1.1 + 0.1 * number)
            worker = installation.parts.pop("worker")
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            installation.start("worker")
    for _at, _took, answer in watch.seen:
        assert answer.status == 200
        assert answer.body.rstrip().endswith("</html>")
        whole += 1
    assert whole > 20
