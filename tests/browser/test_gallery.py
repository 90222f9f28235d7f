"""Every page, looked at: axe, both schemes, from 320 px to wide. `make gallery` takes pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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
WIDE, PHONE, NARROW = Look(1280), Look(390, "dark"), Look(320, "dark")
TURNED, TURNED_PHONE = Look(1280, direction="rtl"), Look(390, direction="rtl")
FORCED, PAPER = Look(1280, forced=True), Look(1280, paper=True)


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """No transaction here: Playwright keeps an event loop in this thread."""


@pytest.fixture(scope="module")
def gallery(chromium: Browser) -> Iterator[Gallery]:
    shown = Gallery(chromium)
    yield shown
    shown.close()


@dataclass
class Seen:
    """What is wrong with each page: as it is, from right to left, and for who needs it larger."""

    plain: dict[str, list[str]] = field(default_factory=dict)
    turned: dict[str, list[str]] = field(default_factory=dict)
    enlarged: dict[str, list[str]] = field(default_factory=dict)
    themes: set[str] = field(default_factory=set)  # of which a page was enlarged


@pytest.fixture(scope="module")
def seen(pages: list[Shown], gallery: Gallery) -> Seen:  # noqa: F811
    """Each page is opened once for all that is looked for."""
    found, kinds, enlarged = Seen(), set(), set()
    for page in pages:
        kind = page.endpoint, theme_of(page)
        found.plain[page.name] = as_it_is(page, gallery, first=kind not in kinds)
        kinds.add(kind)
        if page.endpoint != LETTER and ("errors" in page.name or "arabic" in page.name):
            found.turned[page.name] = from_right_to_left(gallery)
        if page.name.startswith("blog-") and kind not in enlarged and not page.posted:
            enlarged.add(kind)
            found.themes.add(kind[1])
            found.enlarged[page.name] = forced_and_enlarged(page, gallery)
    return found


def as_it_is(page: Shown, gallery: Gallery, *, first: bool) -> list[str]:
    """In light on a desktop, in the dark on a phone, and at 400 % (that is 320 px).

    The first of a kind is looked at from near; the others differ in words.
    """
    wrong = gallery.show(page, WIDE)
    if first or page.posted:
        wrong += gallery.violations(page)
    gallery.turn(PHONE)
    wrong += gallery.sticking_out()
    if first:
        wrong += gallery.violations(page, looks_alone=True)
    gallery.turn(NARROW)
    return [*wrong, *gallery.sticking_out()]


def from_right_to_left(gallery: Gallery) -> list[str]:
    gallery.turn(TURNED_PHONE)
    before = gallery.face("rtl")
    wrong = gallery.sticking_out()
    gallery.face(before)
    return wrong


def forced_and_enlarged(page: Shown, gallery: Gallery) -> list[str]:
    """In forced colours, then with text of twice the size; the page is of no use afterwards."""
    gallery.turn(FORCED)
    gallery.fill_letters_as_painted()
    wrong = gallery.violations(page, looks_alone=True)
    gallery.turn(PHONE)
    gallery.enlarge_text()
    return [*wrong, *gallery.sticking_out()]


def said(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {what}" for name, what in found.items() if what)


def theme_of(page: Shown) -> str:
    """What a reader's page wears; nothing on the platform and in the studio."""
    worn = re.search(r'<html [^>]*data-theme="(\w+)"', page.html)
    return worn[1] if worn else ""


@pytest.mark.skipif(ALL, reason="make gallery takes pictures")
def test_axe_finds_nothing_nothing_fails_and_nothing_sticks_out(seen: Seen) -> None:
    assert seen.plain
    assert said(seen.plain) == ""


@pytest.mark.skipif(ALL, reason="make gallery takes pictures")
def test_every_theme_in_forced_colours_and_with_text_of_twice_the_size(seen: Seen) -> None:
    """One page of each kind that readers meet."""
    assert seen.themes >= set(THEMES)
    assert said(seen.enlarged) == ""


@pytest.mark.skipif(ALL, reason="make gallery takes pictures")
def test_from_right_to_left(seen: Seen) -> None:
    assert seen.turned
    assert said(seen.turned) == ""


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
