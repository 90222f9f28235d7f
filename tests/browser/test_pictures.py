"""Pictures by button, paste and drop, with the browser's own events; and without script."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.blog.media.drawing import picture
from tests.browser.conftest import OpenPage
from tests.browser.people import publish, sign_up, write
from tests.browser.site import Site
from tests.browser.sound import violations

WIDTHS = pytest.mark.parametrize("width", [1280, 390], ids=["a desktop", "a phone"])
CHOOSER = "[data-uploads] [type=file]"
# A real event with a real DataTransfer, which only a page can make.
GIVE = """(field, [kind, name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type }));
  const init = { bubbles: true, cancelable: true };
  if (kind === "paste") {
    return field.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: transfer }));
  }
  field.dispatchEvent(new DragEvent("dragover", { ...init, dataTransfer: transfer }));
  const seen = field.closest(".write").classList.contains("over");
  field.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: transfer }));
  return seen;
}"""


def give(page: Page, kind: str, name: str, data: bytes, media_type: str = "image/jpeg") -> bool:
    """Paste or drop a file on the text."""
    encoded = base64.b64encode(data).decode()
    return bool(page.locator("[name=content]").evaluate(GIVE, [kind, name, media_type, encoded]))


def fits(page: Page, width: int) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= width)


def text_of(page: Page) -> str:
    return page.locator("[name=content]").input_value()


def test_many_are_added_to_media_with_words_and_another_try(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    sign_up(page, site)
    page.goto(page.url.split("/studio/")[0] + "/studio/media/")
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if failed:
            route.fallback()
        else:
            failed.append(route.request.url)
            route.abort()

    page.route("**/studio/media/add/", fail_once)
    files: list[FilePayload] = [
        {"name": f"n{n}.jpg", "mimeType": "image/jpeg", "buffer": picture((300 + n, 200))}
        for n in range(6)
    ]
    files.append(
        {"name": "page.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n<html>"}
    )
    page.locator("input[name=pictures]").set_input_files(files)
    rows = page.locator("[data-uploads] li")
    expect(page.get_by_text("5 of 7 are here, 1 did not arrive.").first).to_be_visible()
    page.get_by_role("button", name="Retry", exact=True).click()
    expect(page.get_by_text("6 of 7 are here.").first).to_be_visible()
    expect(rows.filter(has_text="damaged")).to_have_count(1)
    page.get_by_role("button", name="Let it go").click()
    expect(rows).to_have_count(6)
    expect(rows.first.get_by_role("img")).to_have_count(0)  # what is asked about is decoration here
    expect(rows.first.locator(".frame img")).to_be_visible(timeout=45_000)  # once it is ready
    assert violations(page) == []
    rows.first.get_by_label("What does it show?").fill("A slope of colours")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(5)
    expect(rows.first.get_by_label("What does it show?")).to_be_focused()
    rows.first.get_by_role("button", name="It is only decoration").click()
    expect(rows).to_have_count(4)
    expect(page.locator(".pictures li")).to_have_count(6)
    page.get_by_role("link", name="Without alt text").click()
    expect(page.locator(".asked li")).to_have_count(4)
    expect(page.locator("[data-waits]")).to_have_count(0)
    assert violations(page) == []


@WIDTHS
def test_by_button_paste_and_drop_into_a_post(open_page: OpenPage, site: Site, width: int) -> None:
    page = open_page(width=width)
    address = sign_up(page, site)
    write(page, "Harbours", "The first line.")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Picture", exact=True).click()
    big = picture((1600, 1000))
    chooser.value.set_files({"name": "Old harbour.jpg", "mimeType": "image/jpeg", "buffer": big})
    asked = page.get_by_label("What does it show?")
    expect(asked).to_be_focused()
    page.keyboard.type("A harbour [at dusk]")
    page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    assert "The first line.\n\n![A harbour \\[at dusk\\]](/media/" in text_of(page)
    assert text_of(page).count("/old-harbour.jpg)") == 1
    assert fits(page, width)

    give(page, "paste", "image.png", picture((60, 40), "PNG"), "image/png")
    expect(asked).to_be_visible()
    page.get_by_role("button", name="It is only decoration").click()
    assert give(page, "drop", "pier.webp", picture((500, 300), "WEBP"), "image/webp")
    expect(asked).to_be_visible()
    page.get_by_role("button", name="Later").click()
    assert text_of(page).count("](/media/") == 3
    assert "adding" not in text_of(page).lower()

    give(page, "drop", "page.png", b"\x89PNG\r\n\x1a\n<html>", "image/png")
    expect(page.locator("[data-uploads] li")).to_contain_text("damaged")
    page.get_by_role("button", name="Let it go").click()
    assert text_of(page).count("![") == 3

    publish(page)
    shown = page.locator(".prose figure picture img")
    for _ in range(90):
        page.goto(site.blog(address, "/blog/harbours/"))
        if shown.count() == 3:
            break
        page.wait_for_timeout(500)  # the worker is at it
    expect(shown).to_have_count(3)
    first = shown.first
    expect(first).to_have_attribute("alt", "A harbour [at dusk]")
    first.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.prose img').naturalWidth > 0")
    assert ".webp" in first.evaluate("image => image.currentSrc")
    assert fits(page, width)


def test_what_does_not_arrive_is_tried_again(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    sign_up(page, site)
    page.route("**/studio/media/add/", lambda route: route.abort())
    give(page, "drop", "pier.jpg", picture())
    expect(page.locator("[data-uploads] li")).to_contain_text("It did not arrive.")
    assert "![Adding pier.jpg" in text_of(page)
    page.unroute("**/studio/media/add/")
    page.get_by_role("button", name="Retry").click()
    expect(page.get_by_label("What does it show?")).to_be_visible()
    assert "/pier.jpg)" in text_of(page)


@WIDTHS
def test_without_script_a_picture_comes_with_the_words(
    open_page: OpenPage, site: Site, width: int, tmp_path: Path
) -> None:
    page = open_page(javascript=False, width=width)
    sign_up(page, site)
    write(page, "Harbours", "The first line.")
    page.get_by_role("button", name="Settings of this post").click()
    file = tmp_path / "Old harbour.jpg"
    file.write_bytes(picture())
    page.locator("#id_picture").set_input_files(file)
    page.get_by_label("What it shows").fill("A harbour")
    page.get_by_role("button", name="Add it and save").click()
    expect(page.locator("[name=content]")).to_contain_text("![A harbour](/media/")
    assert text_of(page).startswith("The first line.\n\n![A harbour](/media/")


@pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1280), (False, 390)], ids=["a desktop", "a phone, no script"]
)
def test_the_library(
    open_page: OpenPage, site: Site, width: int, javascript: bool, tmp_path: Path
) -> None:
    page = open_page(javascript=javascript, width=width)
    address = sign_up(page, site)
    page.goto(site.blog(address, "/studio/media/"))
    expect(page.get_by_text("No pictures yet.")).to_be_visible()
    files = []
    for name in ("harbour.jpg", "pier.jpg"):
        files.append(tmp_path / name)
        files[-1].write_bytes(picture((900, 600)))
    page.get_by_label("Add pictures").set_input_files(files)
    if javascript:  # each was sent when it was chosen
        expect(page.get_by_text("2 of 2 are here.").first).to_be_visible()
    else:
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_text("2 pictures are here")).to_be_visible()
        expect(page.get_by_label("Alt text", exact=True)).to_have_count(2)
        assert fits(page, width)
    page.goto(site.blog(address, "/studio/media/"))
    for _ in range(60):
        if page.locator(".pictures img").count() == 2:
            break
        page.wait_for_timeout(500)
        if not javascript:
            page.reload()
    expect(page.locator(".pictures img")).to_have_count(2)
    assert fits(page, width)

    page.get_by_role("link", name="pier").click()
    page.get_by_label("Alt text").fill("A pier in fog")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Markdown")).to_have_value(expected_markdown(page))
    assert fits(page, width)
    page.get_by_role("button", name="Move to trash").click()
    expect(page.locator(".pictures li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pictures li")).to_have_count(2)


def expected_markdown(page: Page) -> str:
    key = page.url.rstrip("/").rpartition("/")[2]
    return f"![A pier in fog](/media/{key}/pier.jpg)"
