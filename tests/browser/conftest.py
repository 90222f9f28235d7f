"""One site and one Chromium for all browser tests; none where there is no Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.failures import sections
from tests.browser.site import Site, running_site

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

# Five seconds are short on a busy machine, and only a test that fails waits to the end.
PATIENCE = 30_000  # ms
expect.set_options(timeout=PATIENCE)

type OpenPage = Callable[..., Page]


def pytest_itemcollected(item: pytest.Item) -> None:
    """All on one worker, with one site; left out aloud, or refused, where there is no Chromium.

    The gallery needs no site: it goes where the walk's other tests are.
    """
    if Path(__file__).parent in item.path.parents:
        group = "gallery" if item.path.name == "test_gallery.py" else "browser"
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails shows its pages and the ends of the site's logs, wherever it ran."""
    report = yield
    has: dict[str, Any] = item.funcargs
    if report.failed and "chromium" in has:
        report.sections.extend(sections(item.name, has["chromium"], has.get("site")))
    return report


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers; it ends with these tests, for others do not bear its event loop."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("There is no Chromium on PATH, and REQUIRE_BROWSER=1.")
        pytest.skip("There is no Chromium on PATH: the browser tests were LEFT OUT.")
    playwright: Playwright = request.getfixturevalue("playwright")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    """The whole product, running."""
    with running_site(tmp_path_factory.mktemp("site") / "data") as running:
        yield running


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """`open_page(javascript=True, width=1280) -> Page`, a fresh profile; a script error fails."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(*, javascript: bool = True, width: int = 1280, **options: Any) -> Page:
        context = chromium.new_context(
            java_script_enabled=javascript, viewport={"width": width, "height": 900}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console", lambda m: errors.append(m.text) if "Content Security" in m.text else None
        )
        page.set_default_timeout(PATIENCE)
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []
