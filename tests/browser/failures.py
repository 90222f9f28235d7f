"""What a failed test leaves behind: what its pages showed and asked for, and the site's logs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Request

from tests.browser.site import ROOT, Site

FOLDER = ROOT / "build" / "failures"  # pictures, named after the tests
PATIENCE = 5_000  # ms for a page that may hang
WORDS, REQUESTS, LINES = 2_000, 20, 40  # the first characters, the last requests and lines

type Section = tuple[str, str]  # a heading and a text, as pytest's reports have them


@contextmanager
def telling(page: Page) -> Iterator[None]:
    """Have whatever goes wrong inside say what the page showed at that moment."""
    try:
        yield
    except (Error, AssertionError) as error:
        error.add_note(shown_on(page))
        raise


def sections(name: str, browser: Browser, site: Site | None) -> Iterator[Section]:
    """For the report of the test `name`: every open page, then the site's logs."""
    pages = (page for context in browser.contexts for page in context.pages)
    for number, page in enumerate(pages, start=1):
        yield f"page {number}", f"{shown_on(page)}\n{_pictured(page, f'{name}-{number}')}"
    for log in site.logs() if site else ():
        yield f"site's {log.name}", "\n".join(_last_lines(log))


def shown_on(page: Page) -> str:
    """Its address, what it asked for and got, what its console says, and its words."""
    try:
        asked = [_told(request) for request in page.requests()[-REQUESTS:]]
        said = [message.text for message in page.console_messages()]
        words = page.locator("body").inner_text(timeout=PATIENCE)[:WORDS]
    except Error as error:
        return f"{page.url}: cannot be asked what it shows ({error.message})"
    return "\n".join([page.url, *asked, *said, words])


def _told(request: Request) -> str:
    response = request.existing_response
    came = str(response.status) if response else request.failure or "no answer yet"
    return f"  {request.method} {request.url}: {came}"


def _pictured(page: Page, name: str) -> str:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{re.sub(r'[^\w-]+', '-', name)}.png"
    try:
        page.screenshot(path=path, timeout=PATIENCE)
    except Error as error:
        return f"There is no picture of it ({error.message})"
    return f"A picture of it: {path.relative_to(ROOT)}"


def _last_lines(log: Path) -> list[str]:
    return log.read_text(errors="replace").splitlines()[-LINES:]
