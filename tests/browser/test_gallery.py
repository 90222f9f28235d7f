"""Every page, looked at: axe, both schemes, from 320 px to wide. `make gallery` takes pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.gallery import Gallery, Look, write_index
from tests.gallery.conftest import pages, walked  # noqa: F401  # fixtures
from tests.gallery.walk import LETTER, Shown

# A minute in the suite, some minutes for all pictures.
pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.django_db,
]  # for the walk, which has a thread and a transaction of its own
ALL = os.environ.get("GALLERY") == "all"
WIDE, PHONE, NARROW = Look(1280, "light"), Look(390, "dark"), Look(320, "light")


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """No transaction here: Playwright keeps an event loop in this thread."""


@pytest.fixture(scope="module")
def gallery(chromium: Browser) -> Iterator[Gallery]:
    shown = Gallery(chromium)
    yield shown
    shown.page.close()
    write_index()


def said(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {what}" for name, what in found.items() if what)


def test_axe_finds_nothing_nothing_fails_and_nothing_sticks_out(
    pages: list[Shown],  # noqa: F811
    gallery: Gallery,
) -> None:
    """In light on a desktop, in the dark on a phone, and at 400 % (that is 320 px)."""
    found, seen = {}, set()
    for page in pages:
        wrong = gallery.show(page, WIDE)
        first = ALL or page.endpoint not in seen or page.posted  # the others differ in words
        seen.add(page.endpoint)
        if first:
            wrong += gallery.violations(page)
        if ALL:
            gallery.keep(page, WIDE)
        gallery.turn(PHONE)
        wrong += gallery.sticking_out()
        if first:
            wrong += gallery.violations(page, looks_alone=not ALL)
        if ALL:
            gallery.keep(page, PHONE)
        gallery.turn(NARROW)
        found[page.name] = [*wrong, *gallery.sticking_out()]
    assert said(found) == ""


def test_from_right_to_left(pages: list[Shown], gallery: Gallery) -> None:  # noqa: F811
    found = {}
    for page in pages:
        if page.endpoint != LETTER and (ALL or "errors" in page.name or "arabic" in page.name):
            look = Look(390, "light", "rtl")
            gallery.show(page, look)
            found[page.name] = gallery.sticking_out()
            gallery.keep(page, look)
    assert said(found) == ""
