"""What a script adds for readers; and that without it nothing is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.browser.site import Site

COLOUR = "getComputedStyle(document.documentElement).backgroundColor"


def test_the_colours_a_reader_chose_are_there_from_the_first_picture_on(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(color_scheme="light")
    page.goto(site.blog("coldstart"))
    light = page.evaluate(COLOUR)
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(COLOUR)
    assert dark != light
    page.goto(site.blog("coldstart", "/blog/"), wait_until="commit")
    page.wait_for_selector("main")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.evaluate(COLOUR) == dark
    page.get_by_role("button", name="Automatic").click()
    assert page.evaluate(COLOUR) == light
    assert page.evaluate("localStorage.length") == 0


def test_code_can_be_copied_and_data_for_machines_runs_nothing(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site.blog("coldstart", "/blog/your-cache-is-a-second-database/"))
    button = page.locator(".code").first.get_by_role("button", name="Copy")
    button.click()
    page.get_by_role("button", name="Copied").wait_for()
    assert "redis-cli flushall" in page.evaluate("navigator.clipboard.readText()")
    kind = "script[type='application/ld+json']"
    graph = page.evaluate(f"JSON.parse(document.querySelector(\"{kind}\").textContent)['@graph']")
    assert graph[0]["@type"] == "BlogPosting"
    assert [line for line in said if "Content Security Policy" in line] == []


def test_without_scripts_there_is_no_button_that_does_nothing(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(javascript=False)
    page.goto(site.blog("coldstart", "/blog/your-cache-is-a-second-database/"))
    assert page.get_by_role("button").count() == 0
