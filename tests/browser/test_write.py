"""Write mode: the rich text over one Markdown source, by keyboard, by paste, and on a phone."""

from __future__ import annotations

import base64
import re

from playwright.sync_api import Locator, Page, expect

from tests.blog.media.drawing import picture
from tests.browser.conftest import OpenPage
from tests.browser.people import sign_up, write
from tests.browser.site import Site
from tests.browser.sound import violations

FIELD = "[name=content]"
# What Write mode has no form for, and what it would write otherwise: all of it must stay.
TEXT = (
    "Setext\n======\n\n* star\n* list\n\n\n<details><summary>More</summary>\n\nIn it.\n\n"
    "</details>\n\nChange me.\n\n$$\nx_1\n$$\n\n[^1]: A note.\n"
)
WORD_HTML = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p{color:red}</style></head><body><!--StartFragment-->
<h2 style="color:red" class="MsoTitle">Boats</h2>
<p class="MsoNormal"><span style="font-weight:700">Strong</span> and
<a href="https://example.org/" onclick="alert(1)" style="color:blue">a link</a>,
<a href="javascript:alert(1)">none</a><script>alert(1)</script><o:p></o:p></p>
<p class="MsoListParagraphCxSpFirst" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·
</span>one</p><p class="MsoListParagraphCxSpLast" style="mso-list:l0 level2 lfo1"><span
style="mso-list:Ignore">o </span>two</p><!--EndFragment--></body></html>"""
PASTE = """(text, kinds) => {
  const clipboardData = new DataTransfer();
  for (const [kind, said] of Object.entries(kinds)) clipboardData.setData(kind, said);
  const init = { bubbles: true, cancelable: true, clipboardData };
  text.dispatchEvent(new ClipboardEvent("paste", init));
}"""

PASTE_FILE = """(text, data) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([bytes], "pier.png", { type: "image/png" }));
  const init = { bubbles: true, cancelable: true, clipboardData };
  text.dispatchEvent(new ClipboardEvent("paste", init));
}"""


def rich(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text", exact=True)


def to_write(page: Page) -> Locator:
    """Turn Markdown off; returns the rich text."""
    page.get_by_role("button", name="Markdown").click()
    expect(page.locator(".rich .ProseMirror")).to_be_visible()
    return rich(page)


def test_it_is_written_by_keyboard_kept_by_itself_and_changes_nothing_else(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    sign_up(page, site)
    write(page, "Salt", TEXT)
    text = to_write(page)
    text.get_by_text("Change me.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Two ")
    page.keyboard.press("Control+b")
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("kinds")
    page.keyboard.press("Control+b")
    page.keyboard.type(".\n- one\nof **two**, ")
    page.keyboard.type("salt")
    page.keyboard.press("Control+Shift+ArrowLeft")
    text.evaluate(PASTE, {"text/plain": "https://example.org/salt"})
    added = "Change me. Two **kinds**.\n\n- one\n- of **two**, [salt](https://example.org/salt)"
    now = TEXT.replace("Change me.", added)
    expect(page.locator(FIELD)).to_have_value(now)
    expect(page.locator("#status")).to_have_text("Saved")

    assert violations(page) == []

    page.reload()  # this device remembers the mode, the server the words
    expect(rich(page)).to_contain_text("kinds")
    expect(page.locator(FIELD)).to_have_value(now)
    text.get_by_text("kinds").click()
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Markdown").click()
    expect(page.locator(FIELD)).to_be_focused()
    at = page.locator(FIELD).evaluate("text => text.selectionStart")
    assert now.index("**kinds**") <= at <= now.index("**kinds**") + len("**kinds**")


def test_each_mode_undoes_what_was_done_in_the_other(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    sign_up(page, site)
    write(page, "Salt", TEXT)
    text = to_write(page)
    text.get_by_text("Change me.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Yes.")
    page.get_by_role("button", name="Markdown").click()
    expect(page.locator(FIELD)).to_have_value(TEXT.replace("me.", "me. Yes."))
    page.keyboard.press("Control+z")
    expect(page.locator(FIELD)).to_have_value(TEXT)
    page.keyboard.press("Control+y")
    expect(page.locator(FIELD)).to_have_value(TEXT.replace("me.", "me. Yes."))
    page.keyboard.type("Hey ")
    to_write(page)
    page.keyboard.press("Control+z")
    expect(page.locator(FIELD)).to_have_value(TEXT.replace("me.", "me. Yes."))
    expect(page.locator("#status")).to_have_text("Saved")
    page.reload()  # the device remembers which mode was on
    expect(page.locator(".rich .ProseMirror").get_by_text("Change me. Yes.")).to_be_visible()
    expect(page.locator(FIELD)).to_be_hidden()
    expect(page.locator("[data-preview]")).to_contain_text("Change me. Yes.")


def test_what_a_word_processor_gives_keeps_its_form_and_nothing_dangerous(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page(width=390, color_scheme="dark")
    sign_up(page, site)
    text = to_write(page)
    text.click()
    text.evaluate(PASTE, {"text/html": WORD_HTML, "text/plain": "Boats"})
    expect(page.locator(FIELD)).to_have_value(
        "## Boats\n\n**Strong** and [a link](https://example.org/), none\n\n- one\n  - two"
    )
    expect(text.locator("script, style, [style], [class^=Mso], [onclick]")).to_have_count(0)
    text.get_by_text("two").click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.get_by_role("button", name="Link").click()
    page.get_by_role("textbox", name="Address").fill("https://example.org/two")
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    expect(page.locator(FIELD)).to_have_value(
        re.compile(r"  - \[two\]\(https://example.org/two\)$")
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_lists_tasks_and_tables_by_their_buttons(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    sign_up(page, site)
    write(page, "Salt", "one\n\ntwo")
    expect(page.locator("[data-markdown-hint]")).to_be_visible()
    text = to_write(page)
    expect(page.locator("[data-markdown-hint]")).to_be_hidden()
    text.get_by_text("one").click()
    for button, tool, value in (
        ("Numbered list", "numbered", "1. one"),
        ("Task list", "task", "- [ ] one"),
        ("List", "list", "- one"),
    ):
        page.get_by_role("button", name=button, exact=True).click()
        pressed = page.get_by_role("toolbar").locator("[aria-pressed=true]:not([data-tool=mode])")
        expect(pressed).to_have_attribute("data-tool", tool)
        expect(page.locator(FIELD)).to_have_value(f"{value}\n\ntwo")
    page.get_by_role("button", name="List", exact=True).click()
    expect(page.locator(FIELD)).to_have_value("one\n\ntwo")
    table = page.get_by_role("button", name="Table")
    table.click()
    page.keyboard.type("Kind")
    page.keyboard.press("Tab")
    page.keyboard.type("Price")
    table.click()  # in a table: one more row
    rows = "| Kind | Price |\n| - | - |\n| | |\n| | |\n| | |"
    expect(page.locator(FIELD)).to_have_value(f"one\n\n{rows}\n\ntwo")


def test_a_pasted_picture_goes_behind_the_caret_and_is_described(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    sign_up(page, site)
    write(page, "Piers", "First.\n\nSecond.\n")
    text = to_write(page)
    text.get_by_text("First.").click()
    text.evaluate(PASTE_FILE, base64.b64encode(picture((60, 40), "PNG")).decode())
    page.get_by_label("What does it show?").fill("A pier")
    page.keyboard.press("Enter")
    described = re.compile(r"First\.\n\n!\[A pier\]\(/media/[a-z2-7]{12}/pier\.jpg\)\n\nSecond\.\n")
    expect(page.locator(FIELD)).to_have_value(described)
    expect(text.get_by_role("img", name="A pier")).to_have_count(1)
    text.get_by_role("img").click()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Caption").fill("In the morning")
    page.keyboard.press("Enter")
    expect(text.locator(".caption")).to_have_text("In the morning")
    expect(page.locator(FIELD)).to_have_value(re.compile(r'pier\.jpg "In the morning"\)\n\nSec'))
