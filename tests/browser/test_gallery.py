"""Every page, looked at: axe, both schemes, from 320 px to wide. `make gallery` takes pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from blog.look.themes import THEMES
from tests.browser.gallery import Gallery, Look, empty_folder, write_index
from tests.gallery.conftest import german_pages, pages, walked  # noqa: F401  # fixtures
from tests.gallery.walk import LETTER, Shown

# A minute in the suite, some minutes for all pictures.
pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.django_db,
]  # for the walk, which has a thread and a transaction of its own
ALL = os.environ.get("GALLERY") == "all"
WIDE, PHONE, NARROW = Look(1280), Look(390, "dark"), Look(320)
TURNED, TURNED_PHONE = Look(1280, direction="rtl"), Look(390, direction="rtl")
FORCED, PAPER = Look(1280, forced=True), Look(1280, paper=True)


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """No transaction here: Playwright keeps an event loop in this thread."""


@pytest.fixture(scope="module")
def gallery(chromium: Browser) -> Iterator[Gallery]:
    shown = Gallery(chromium)
    yield shown
    shown.page.close()


def said(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {what}" for name, what in found.items() if what)


@pytest.mark.skipif(ALL, reason="make gallery takes pictures")
def test_axe_finds_nothing_nothing_fails_and_nothing_sticks_out(
    pages: list[Shown],  # noqa: F811
    gallery: Gallery,
) -> None:
    """In light on a desktop, in the dark on a phone, and at 400 % (that is 320 px)."""
    found, seen = {}, set()
    for page in pages:
        wrong = gallery.show(page, WIDE)
        kind = page.endpoint, theme_of(page)
        first = kind not in seen  # the others differ in words
        seen.add(kind)
        if first or page.posted:
            wrong += gallery.violations(page)
        gallery.turn(PHONE)
        wrong += gallery.sticking_out()
        if first:
            wrong += gallery.violations(page, looks_alone=True)
        gallery.turn(NARROW)
        found[page.name] = [*wrong, *gallery.sticking_out()]
    assert said(found) == ""


@pytest.mark.skipif(ALL, reason="make gallery takes pictures")
def test_every_theme_in_forced_colours_and_with_text_of_twice_the_size(
    pages: list[Shown],  # noqa: F811
    gallery: Gallery,
) -> None:
    """One page of each kind that readers meet."""
    found, seen = {}, set()
    for page in pages:
        kind = page.endpoint, theme_of(page)
        if not page.name.startswith("blog-") or kind in seen or page.posted:
            continue
        seen.add(kind)
        wrong = gallery.show(page, FORCED)
        gallery.fill_letters_as_painted()
        wrong += gallery.violations(page, looks_alone=True)
        gallery.turn(PHONE)
        gallery.enlarge_text()
        found[page.name] = [*wrong, *gallery.sticking_out()]
    assert {theme for _endpoint, theme in seen} >= set(THEMES)
    assert said(found) == ""


def theme_of(page: Shown) -> str:
    """What a reader's page wears; nothing on the platform and in the studio."""
    worn = re.search(r'<html [^>]*data-theme="(\w+)"', page.html)
    return worn[1] if worn else ""


@pytest.mark.skipif(ALL, reason="make gallery takes pictures")
def test_from_right_to_left(pages: list[Shown], gallery: Gallery) -> None:  # noqa: F811
    found = {}
    for page in pages:
        if page.endpoint != LETTER and ("errors" in page.name or "arabic" in page.name):
            gallery.show(page, TURNED_PHONE)
            found[page.name] = gallery.sticking_out()
    assert said(found) == ""


@pytest.mark.skipif(not ALL, reason="make gallery takes pictures")
def test_pictures_of_everything(
    pages: list[Shown],  # noqa: F811
    german_pages: list[Shown],  # noqa: F811
    gallery: Gallery,
) -> None:
    """Each page is opened once for all its looks; then once more in German, on a phone."""
    empty_folder()
    found = {page.name: seen_from_all_sides(page, gallery) for page in pages}
    for page in german_pages:
        look = WIDE if page.endpoint == LETTER else Look(390)
        found[f"{page.name} in German"] = gallery.show(page, look) + gallery.sticking_out()
        gallery.keep(page, look, words="de")
    write_index()
    assert said(found) == ""


def seen_from_all_sides(page: Shown, gallery: Gallery) -> list[str]:
    wrong = gallery.show(page, WIDE)
    gallery.keep(page, WIDE)
    if page.endpoint == LETTER:
        gallery.turn(PHONE)
        gallery.keep(page, PHONE)
        gallery.show_text(page)
        gallery.keep(page, Look(), words="text")
        return wrong
    looks = [PHONE]
    if page.name.startswith("blog-"):
        looks.append(PAPER)
    if page.name.endswith(("-errors", "-home", "-posts", "-overview", "landing", "-look")):
        looks.append(FORCED)
    for look in looks:
        gallery.turn(look)
        gallery.keep(page, look)
    gallery.turn(NARROW)
    wrong += gallery.sticking_out()
    gallery.face("rtl")
    for look in (TURNED, TURNED_PHONE):
        gallery.turn(look)
        wrong += gallery.sticking_out()
        gallery.keep(page, look)
    return wrong
