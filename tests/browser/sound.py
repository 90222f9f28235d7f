"""Whether a page is sound: nothing for axe to find, and nothing to scroll sideways to.

axe is half a megabyte: a page that was looked at has it. What comes back is what is wrong, not all
that is right.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# No rule that is on reads style sheets, and axe would fetch them all for those that may be.
ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
LOOK = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
LOOK_RULES: dict[str, Any] = {**LOOK, **ALL_RULES}
VIOLATIONS = """rules => axe.run(document, rules).then(found =>
  found.violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`))"""
# The boxes that stick out of the window.
TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([_, box]) => box.right > innerWidth + 1 || box.left < -1)
    .slice(0, 3).map(([e]) => e.outerHTML.slice(0, 120));
}"""
_axe: list[str] = []


def violations(page: Page, rules: dict[str, Any] = ALL_RULES) -> list[str]:
    """What axe finds on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        if not _axe:
            _axe.append(Axe().axe_script)
        page.evaluate(_axe[0])
    return list(page.evaluate(VIOLATIONS, rules))


def sticking_out(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    return list(page.evaluate(TOO_WIDE))


def is_sound(page: Page) -> None:
    """Nothing of either."""
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), sticking_out(page)
