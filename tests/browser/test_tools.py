"""The toolbar over the text: by the keyboard alone, and telling what the cursor stands in."""

from __future__ import annotations

from functools import partial

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import sign_up, write
from tests.browser.site import Site
from tests.support.waiting import until

# As by a mouse: puts the cursor between these two places of the text.
CHOOSE = "(text, [from, to]) => { text.focus(); text.setSelectionRange(from, to) }"
PASTE = """(text, address) => {
  const transfer = new DataTransfer();
  transfer.setData("text/plain", address);
  const init = { bubbles: true, cancelable: true, clipboardData: transfer };
  text.dispatchEvent(new ClipboardEvent("paste", init));
}"""


def choose(page: Page, start: int, end: int) -> None:
    page.locator("[name=content]").evaluate(CHOOSE, [start, end])


def is_pressed(page: Page, tools: list[str]) -> bool:
    """Whether it is these buttons and no other."""
    buttons = page.get_by_role("toolbar").locator("[aria-pressed=true]:not([data-tool=mode])").all()
    return [button.get_attribute("data-tool") for button in buttons] == tools


def test_the_toolbar_is_one_stop_and_arrows_go_through_it(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    sign_up(page, site)
    bar = page.get_by_role("toolbar", name="Formatting")
    page.locator("[name=title]").focus()
    page.keyboard.press("Tab")
    expect(bar.get_by_role("button", name="Heading")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("End")
    expect(bar.get_by_role("button", name="Markdown")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Heading")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    expect(page.locator("[name=content]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(bar.get_by_role("button", name="Markdown")).to_be_focused()


def test_it_tells_what_the_cursor_stands_in_and_takes_it_off(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    sign_up(page, site)
    text = page.locator("[name=content]")
    write(page, "Salt", "## A **bold** and *slanted* `word`\n\n- one\n1. two\n- [x] three\n")
    expect(page.locator("[data-count]")).to_have_text("13 words, a minute’s reading")
    for place, tools in (
        (4, ["heading"]), (8, ["heading", "bold"]), (21, ["heading", "italic"]),
        (31, ["heading", "code"]), (39, ["list"]), (44, ["numbered"]), (53, ["task"]),
    ):  # fmt: skip
        choose(page, place, place)
        until(partial(is_pressed, page, tools), or_say=f"{tools} at {place}")
    choose(page, 8, 8)
    page.get_by_role("button", name="Bold").click()
    rest = " and *slanted* `word`\n\n- one\n1. two\n- [x] three\n"
    expect(text).to_have_value(f"## A bold{rest}")
    page.keyboard.press("Control+z")
    expect(text).to_have_value(f"## A **bold**{rest}")


def test_lists_become_one_another_and_a_table_is_begun(open_page: OpenPage, site: Site) -> None:
    page = open_page(width=390)
    sign_up(page, site)
    text = page.locator("[name=content]")
    write(page, "Salt", "one\ntwo")
    choose(page, 0, 7)
    for button, value in (
        ("Numbered list", "1. one\n2. two"),
        ("Task list", "- [ ] one\n- [ ] two"),
        ("List", "- one\n- two"),
        ("List", "one\ntwo"),
    ):
        page.get_by_role("button", name=button, exact=True).click()
        expect(text).to_have_value(value)
    choose(page, 7, 7)
    page.get_by_role("button", name="Table").click()
    table = "| Column | Column |\n| --- | --- |\n|  |  |\n|  |  |\n"
    expect(text).to_have_value(f"one\ntwo\n\n{table}")
    bar = page.get_by_role("toolbar")
    assert bar.bounding_box()["height"] < 60, "one row, which a finger moves"  # type: ignore[index]
    expect(bar.get_by_role("button", name="Markdown")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_address_pasted_over_words_makes_them_a_link(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    sign_up(page, site)
    write(page, "Salt", "Two kinds of salt.")
    choose(page, 4, 9)
    page.locator("[name=content]").evaluate(PASTE, "https://example.org/salt")
    expect(page.locator("[name=content]")).to_have_value(
        "Two [kinds](https://example.org/salt) of salt."
    )
