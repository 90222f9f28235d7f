"""The installation as the world sees it: over TLS, through the proxy, and when something fails."""

from __future__ import annotations

import re
import ssl
import threading
import time
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.people import email_of, publish, sign_up_by_hand, write
from tests.deploy.installation import PLATFORM, Installation, sign_in
from tests.support.waiting import until

BLOG = f"ferry.{PLATFORM}"
OWNER, PASSWORD = "reis@post.example", "a sentence is fine here"


@pytest.fixture(scope="module")
def blog(installation: Installation) -> str:
    """A blog that was made in the server's shell; returns its host."""
    done = installation.manage("create_admin", OWNER, "--password-stdin", given=PASSWORD)
    assert done.returncode == 0, done.stderr
    done = installation.manage("tenants", "create", "ferry", "--name", "Ferry", "--owner", OWNER)
    assert done.returncode == 0, done.stderr
    return BLOG


@pytest.fixture
def page(https_browser: Browser) -> Page:
    """A fresh profile."""
    page = https_browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def test_a_newcomer_publishes_and_a_stranger_reads(
    installation: Installation, page: Page, https_browser: Browser
) -> None:
    site = installation.public
    address = sign_up_by_hand(page, site)
    write(page, "Salt, and other ways of remembering", "She kept *two* kinds of salt.")
    publish(page)
    cookies = page.context.cookies()
    assert {cookie["domain"] for cookie in cookies} == {PLATFORM, f"{address}.{PLATFORM}"}
    for cookie in cookies:
        assert cookie["name"].startswith("__Host-inkstead")
        assert (cookie["secure"], cookie["httpOnly"]) == (True, True)

    reader = https_browser.new_context().new_page()
    answer = reader.goto(f"http://{address}.{PLATFORM}/blog/")
    assert answer is not None
    assert (reader.url, answer.status) == (site.blog(address, "/blog/"), 200)
    expect(reader.get_by_text("Salt, and other ways").first).to_be_visible()
    assert reader.context.cookies() == []

    letters = partial(installation.mail.letters_to, email_of(address))
    until(letters)
    body = letters()[0].get_body(("plain",))
    assert body is not None
    links = re.findall(r"https?://\S+", body.get_content())
    assert links
    assert all(link.startswith(f"https://{PLATFORM}/") for link in links)


def test_without_tls_everybody_is_led_to_it(installation: Installation, blog: str) -> None:
    for host in (PLATFORM, blog):
        answer = installation.ask_plain(installation.http_port, "/blog/?page=2", host=host)
        assert answer.status == 308
        assert answer.headers["Location"] == f"https://{host}/blog/?page=2"


def test_browsers_are_told_to_insist_on_tls(installation: Installation, blog: str) -> None:
    for host in (PLATFORM, blog):
        answer = installation.ask(host)
        assert answer.status == 200
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        assert "Server" not in answer.headers


def test_a_new_blog_gets_a_certificate_at_its_first_visit(
    installation: Installation, blog: str
) -> None:
    assert installation.ask(blog).status == 200  # the handshake checked name and authority


@pytest.mark.parametrize("host", [f"nobody-here.{PLATFORM}", "example.org", f"a.b.{PLATFORM}"])
def test_a_name_nobody_has_gets_none(installation: Installation, host: str) -> None:
    with pytest.raises(ssl.SSLError):
        installation.ask(host)


@pytest.mark.parametrize("host", [PLATFORM, "localhost", "127.0.0.1"])
def test_the_inside_is_closed_to_people_outside(installation: Installation, host: str) -> None:
    path = f"/internal/tls-ask?domain={PLATFORM}"
    assert installation.ask_plain(installation.ask_port, path, host="127.0.0.1").status == 200
    for written in (path, path.replace("internal", "INTERNAL"), path.replace("/t", "//t")):
        assert installation.ask(host, written, name=PLATFORM).status in {404, 421}
    assert installation.ask(host, "/%69nternal/tls-ask", name=PLATFORM).status in {404, 421}


def test_an_invented_address_dodges_no_limit(installation: Installation) -> None:
    def guess(email: str, source: str, **headers: str) -> str:
        ask = partial(installation.ask, source=source)
        return sign_in(ask, email, "not the right one", **headers).body

    for number in range(10):
        spoofed = {
            "X-Forwarded-For": f"203.0.113.{number}",
            "Forwarded": f"for=198.51.100.{number}",
        }
        guess(f"guess-{number}@post.example", "127.0.0.7", **spoofed)
    spoofed = {"X-Forwarded-For": "203.0.113.99"}
    refused = guess("guess-x@post.example", "127.0.0.7", **spoofed)
    assert "Too many tries" in refused
    assert "Too many tries" not in guess("guess-y@post.example", "127.0.0.8")


def test_every_part_says_that_it_is_well(installation: Installation) -> None:
    until(lambda: installation.run("healthy", "worker").returncode == 0)
    for part in ("web", "worker", "beat"):
        done = installation.run("healthy", part)
        assert done.returncode == 0, done.stderr
    answer = installation.ask(path="/health/ready")
    assert answer.status == 200
    assert '"status": "ready"' in answer.body
    assert answer.headers["Cache-Control"].count("no-store") == 1


def test_a_restart_under_load_loses_no_request(installation: Installation, blog: str) -> None:
    found: list[int | str] = []
    over = threading.Event()

    def read() -> None:
        for _ in range(4000):
            if over.is_set():
                return
            try:
                found.append(installation.ask(blog).status)
            except OSError as error:
                found.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    until(lambda: len(found) > 40)
    assert installation.stop("web") == 0
    installation.start("web")
    until(installation.is_ready)
    after = len(found)
    until(lambda: len(found) > after + 40)
    over.set()
    for reader in readers:
        reader.join()
    assert set(found) == {200}


def test_without_redis_one_signs_in_and_publishes(installation: Installation, page: Page) -> None:
    site = installation.public
    address = sign_up_by_hand(page, site)
    installation.broker.stop()
    try:
        assert '"status": "degraded"' in installation.ask(path="/health/ready").body
        page.context.clear_cookies()
        page.goto(site.blog(address, "/studio/posts/new/"))
        page.locator("[name=login]").fill(installation.database.ask(
            "SELECT email FROM accounts_user ORDER BY date_joined DESC LIMIT 1"
        ))  # fmt: skip
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(f"{site.blog(address)}studio/posts/new/**")
        write(page, "Written without a broker", "Slow, and there.")
        publish(page)
        assert (
            "Written without a broker" in installation.ask(f"{address}.{PLATFORM}", "/blog/").body
        )
        assert installation.ask(f"{address}.{PLATFORM}").status == 200
    finally:
        installation.broker.start()
        installation.bring_back("worker")
    until(lambda: '"status": "ready"' in installation.ask(path="/health/ready").body)


def test_after_a_restart_of_postgres_it_answers_within_seconds(
    installation: Installation, blog: str
) -> None:
    assert installation.ask(blog).status == 200
    installation.database.stop()
    try:
        live = installation.ask_plain(installation.web_port, "/health/live", host="127.0.0.1")
        ready = installation.ask_plain(installation.web_port, "/health/ready", host="127.0.0.1")
        assert (live.status, ready.status) == (200, 503)
    finally:
        installation.database.start()
    up = time.monotonic()
    until(lambda: installation.ask(blog, "/blog/").status == 200, seconds=30)
    assert time.monotonic() - up < 10


def test_logs_hold_nothing_that_signs_in(installation: Installation, blog: str) -> None:
    secrets = {"query": "hush-query", "reset": "hush-reset-key", "header": "hush-header"}
    installation.ask(blog, f"/handoff/?code={secrets['query']}")
    installation.ask(path=f"/accounts/password/reset/key/{secrets['reset']}/")
    installation.ask(path=f"/invitations/{secrets['reset']}/")
    installation.ask(path="/", headers={"Cookie": f"__Host-inkstead={secrets['header']}"})
    until(lambda: installation.access_log.exists())
    time.sleep(0.5)
    for log in installation.folder.glob("*.log"):
        text = log.read_text(errors="replace")
        assert not [value for value in secrets.values() if value in text], log.name
    assert '"status":200' in installation.access_log.read_text()


@pytest.mark.parametrize("megabytes", [65, 71, 80])
def test_what_is_too_large_is_refused_in_words_by_its_first_lines(
    installation: Installation, megabytes: int
) -> None:
    """Through the proxy, whose own limit lies above the site's; nothing of the body is sent."""
    announced = {"Content-Length": str(megabytes * 1024**2)}
    answer = installation.ask(path="/contact/", method="POST", headers=announced)
    assert answer.status == 413
    assert "At most 64 MB" in answer.body
