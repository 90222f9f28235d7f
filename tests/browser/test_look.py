"""A writer chooses a look and readers see it; a reader chooses light or dark and keeps it."""

from __future__ import annotations

import io
import re
import time

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import publish, sign_up, write
from tests.browser.site import Site

DARK = {"folio": (26, 24, 21), "signal": (16, 19, 23), "fern": (18, 24, 20)}
THEMES = pytest.mark.parametrize("theme", DARK)
CHARACTERS = """() => {
  const p = document.querySelector('.prose > p');
  const text = p.firstChild, range = document.createRange(), tops = [];
  for (let i = 0; i < text.length; i++) {
    range.setStart(text, i); range.setEnd(text, i + 1);
    const box = range.getClientRects()[0]; if (box) tops.push(Math.round(box.top));
  }
  const lines = Object.values(Object.groupBy(tops, top => top)).map(l => l.length);
  const style = getComputedStyle(p);
  const [size, lead] = [style.fontSize, style.lineHeight].map(parseFloat);
  return { lines: lines.slice(0, -1), size, lead };
}"""
SHIFTS = """new PerformanceObserver(list => { for (const e of list.getEntries())
  if (!e.hadRecentInput) window.shifted = (window.shifted ?? 0) + e.value;
}).observe({ type: 'layout-shift', buffered: true })"""


def ground(page: Page) -> tuple[int, ...]:
    """The colour of the paper, as it is painted."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    colour = picture.getpixel((2, picture.height - 2))
    assert isinstance(colour, tuple)
    return colour


def wear(page: Page, site: Site, address: str, theme: str, accent: str = "") -> None:
    page.goto(site.blog(address, "/studio/settings/look/"))
    page.get_by_label(re.compile(theme, re.IGNORECASE)).check()
    page.get_by_label("Your own accent", exact=True).fill(accent)
    page.get_by_role("button", name="Save").click()
    said = page.get_by_text("Saved. Readers see it now.").or_(page.get_by_text("Nothing was chang"))
    expect(said).to_be_visible()
    page.wait_for_timeout(1_000)  # every process learns of a change within half a second


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_a_theme_is_chosen_seen_tried_saved_and_taken_back(
    open_page: OpenPage, site: Site, javascript: bool
) -> None:
    owner = open_page(javascript=javascript)
    address = sign_up(owner, site)
    owner.goto(site.blog(address, "/studio/settings/"))
    owner.get_by_role("link", name="Look").click()
    expect(owner.locator(".sample:visible")).to_have_count(1)  # once the styles are there
    expect(owner.locator(".sample:visible")).to_have_attribute("data-theme", "folio")
    owner.get_by_label("Signal").check()
    expect(owner.locator(".sample:visible")).to_have_attribute("data-theme", "signal")

    with owner.context.expect_page() as opened:
        owner.get_by_role("button", name="Preview").click()
    preview = opened.value
    expect(preview.get_by_text("A preview of the look. Nothing is saved.")).to_be_visible()
    expect(preview.locator("html")).to_have_attribute("data-theme", "signal")

    reader = open_page()
    reader.goto(site.blog(address))
    expect(reader.locator("html")).to_have_attribute("data-theme", "folio")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("Saved. Readers see it now.")).to_be_visible()
    reader.wait_for_timeout(1_000)  # every process learns of a change within half a second
    reader.reload()
    expect(reader.locator("html")).to_have_attribute("data-theme", "signal")

    owner.get_by_role("button", name="Undo").click()
    expect(owner.get_by_text("The look before is back.")).to_be_visible()
    expect(owner.get_by_label("Folio")).to_be_checked()


def test_a_pale_accent_is_told_of_while_it_is_written_and_mended_for_readers(
    open_page: OpenPage, site: Site
) -> None:
    owner = open_page()
    address = sign_up(owner, site)
    owner.goto(site.blog(address, "/studio/settings/look/"))
    owner.get_by_label("Your own accent", exact=True).fill("#ffe680")
    expect(owner.locator(".told")).to_contain_text("readers see the darker #806c00")
    expect(owner.get_by_label("Pick the accent")).to_have_value("#ffe680")
    expect(owner.locator(".sample:visible .more").first).to_have_css("color", "rgb(128, 108, 0)")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_role("status").first).to_contain_text("readers see the darker #806c00")
    for scheme, colour in ("light", "rgb(128, 108, 0)"), ("dark", "rgb(255, 230, 128)"):
        reader = open_page(color_scheme=scheme)
        reader.goto(site.blog(address, "/contact/"))
        expect(reader.get_by_role("button", name="Send")).to_have_css("background-color", colour)


@THEMES
def test_dark_is_remembered_and_there_at_the_first_paint(
    open_page: OpenPage, site: Site, theme: str
) -> None:
    owner = open_page()
    address = sign_up(owner, site)
    wear(owner, site, address, theme)
    reader = open_page(color_scheme="light")
    reader.goto(site.blog(address))
    assert ground(reader) != DARK[theme]
    reader.get_by_role("button", name="Dark").click()
    expect(reader.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert ground(reader) == DARK[theme]

    # The later script never comes: what is painted first is what scheme.js and the styles make.
    reader.route("**/reader*.js", lambda route: route.abort())
    reader.reload(wait_until="commit")
    while not reader.evaluate("performance.getEntriesByName('first-paint').length"):
        reader.wait_for_timeout(20)
    assert ground(reader) == DARK[theme]
    expect(reader.get_by_role("button", name="Dark")).to_have_count(0)

    reader.unroute("**/reader*.js")
    reader.reload()
    reader.get_by_role("button", name="Automatic").click()
    reader.reload()
    assert ground(reader) != DARK[theme]


def test_without_script_the_system_decides_and_nothing_dead_is_shown(
    open_page: OpenPage, site: Site
) -> None:
    reader = open_page(javascript=False, color_scheme="dark")
    reader.goto(site.blog("marginalia"))
    assert ground(reader) == DARK["folio"]
    expect(reader.get_by_role("button")).to_have_count(0)


def test_code_is_copied(open_page: OpenPage, site: Site) -> None:
    reader = open_page(permissions=["clipboard-read", "clipboard-write"])
    reader.goto(site.blog("coldstart", "/blog/"))
    for path in reader.locator(".list h2 a").evaluate_all("l => l.map(a => a.href)"):
        reader.goto(path)
        if reader.locator(".prose pre").count():
            break
    block = reader.locator(".prose pre").first
    block.hover()
    reader.locator(".copy").first.click()
    expect(reader.locator(".copy").first).to_have_text("Copied")
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == (block.text_content() or "").strip()


@THEMES
def test_sizes_measure_targets_and_shifts_hold_in_every_theme(
    open_page: OpenPage, site: Site, theme: str
) -> None:
    owner = open_page()
    address = sign_up(owner, site)
    words = "The first thing you notice is the sound, which nobody had told us of before we came. "
    write(owner, "What the river keeps, and what it gives back", words * 12)
    publish(owner)
    wear(owner, site, address, theme)

    reader = open_page()
    reader.add_init_script(SHIFTS)
    reader.route("**/*.woff2", slowly)
    reader.goto(site.blog(address, "/blog/what-the-river-keeps-and-what-it-gives-back/"))
    reader.evaluate("document.fonts.ready")
    fonts = reader.evaluate("performance.getEntriesByType('resource').map(r => r.name)")
    reader.wait_for_timeout(300)
    assert reader.evaluate("window.shifted ?? 0") < 0.05
    assert len([name for name in fonts if "woff2" in name]) <= 2, "its own faces, and no other"

    measured = reader.evaluate(CHARACTERS)
    assert measured["size"] >= 17
    assert 1.5 <= measured["lead"] / measured["size"] <= 1.75
    full = measured["lines"]
    assert 45 <= sum(full) / len(full) <= 75
    for target in reader.locator("a:visible:not(.prose a, .meta a, .skip), button:visible").all():
        box = target.bounding_box()
        assert box
        assert box["height"] >= 24, target.text_content()


def slowly(route: Route) -> None:
    """A face that comes after the first paint."""
    time.sleep(0.7)
    route.continue_()
