"""Shows the pages of a walk in Chromium, from memory: no server, every look as often as wished."""

from __future__ import annotations

import mimetypes
import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

from blog.look.sheet import AccentSheet
from tests.gallery.walk import LETTER, Shown

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "gallery"
PICTURE = ROOT / "static" / "img" / "favicon.svg"  # stands in for a writer's own
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_RULES = {"resultTypes": ["violations"]}
LETTER_RULES = {"runOnly": WCAG, "resultTypes": ["violations"]}
LOOK_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]},
              "resultTypes": ["violations"]}  # fmt: skip
# What is sent back is what is wrong, not all that is right.
VIOLATIONS = """rules => axe.run(document, rules).then(found =>
  found.violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`))"""
# The boxes that stick out of the window, and what lies under the 24 px of WCAG 2.5.8.
TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([_, box]) => box.right > innerWidth + 1 || box.left < -1)
    .slice(0, 3).map(([e]) => e.outerHTML.slice(0, 120));
}"""


@dataclass(frozen=True)
class Look:
    """A window: how wide, in which scheme, and turned round or not."""

    width: int = 1280
    scheme: str = "light"
    direction: str = ""
    forced: bool = False
    paper: bool = False

    def __str__(self) -> str:
        more = {"forced": self.forced, "paper": self.paper, self.direction: self.direction}
        return "-".join([str(self.width), self.scheme, *(name for name, on in more.items() if on)])


class Gallery:
    """One tab that shows `Shown` pages."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page()
        self.page.route("**/*", self._answer)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.shown: Shown | None = None
        self.faults: list[str] = []
        self.axe = Axe()
        self._files: dict[str, bytes] = {}

    def show(self, shown: Shown, look: Look) -> list[str]:
        """Open it; returns what the console and the network complained of."""
        self.shown, self.faults = shown, []
        self.turn(look)
        self.page.goto(shown.url, wait_until="load")
        if look.direction:
            self.face(look.direction)
        return list(self.faults)

    def face(self, direction: str) -> None:
        """Have the open page begin at the other side."""
        self.page.evaluate("d => document.documentElement.dir = d", direction)

    def turn(self, look: Look) -> None:
        """Look at the open page in another window."""
        self.page.set_viewport_size({"width": look.width, "height": 900})
        self.page.emulate_media(
            color_scheme="dark" if look.scheme == "dark" else "light",
            reduced_motion="reduce",  # or axe meets a colour half way
            forced_colors="active" if look.forced else "none",
            media="print" if look.paper else "screen",
        )

    def violations(self, shown: Shown, *, looks_alone: bool = False) -> list[str]:
        """What axe finds."""
        rules = LETTER_RULES if shown.endpoint == LETTER else ALL_RULES
        if not self.page.evaluate("'axe' in window"):  # it is half a megabyte
            self.page.evaluate(self.axe.axe_script)
        return list(self.page.evaluate(VIOLATIONS, LOOK_RULES if looks_alone else rules))

    def fill_letters_as_painted(self) -> None:
        """Chromium paints forced colours, and axe asks for a fill that is not told of them."""
        self.page.evaluate(
            "for (const e of document.querySelectorAll('body *'))"
            " e.style.webkitTextFillColor = getComputedStyle(e).color"
        )

    def enlarge_text(self) -> None:
        """As a reader does who wants letters of twice the size."""
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")

    def sticking_out(self) -> list[str]:
        """What makes the page scroll sideways."""
        return list(self.page.evaluate(TOO_WIDE))

    def keep(self, shown: Shown, look: Look, *, words: str = "en") -> None:
        """Put a picture of the whole page into build/gallery/."""
        name = f"{shown.name}.{look}{'' if words == 'en' else f'-{words}'}.png"
        self.page.screenshot(path=FOLDER / name, full_page=True)

    def show_text(self, shown: Shown) -> None:
        """A letter as a mail program without HTML has it: 80 columns."""
        style = "margin:2em;font:14px/1.5 monospace;white-space:pre-wrap;width:80ch"
        self.page.set_content(f'<body style="{style}">{escape(shown.text)}')

    def _answer(self, route: Route, request: Request) -> None:
        shown, url = self.shown, urlsplit(request.url)
        assert shown is not None
        if request.url == shown.url and request.is_navigation_request():
            return route.fulfill(status=200, headers=shown.headers, body=shown.html,
                                 content_type="text/html; charset=utf-8")  # fmt: skip
        if url.hostname == "pictures.example" or url.path.startswith("/media/"):
            return route.fulfill(body=PICTURE.read_bytes(), content_type="image/svg+xml")
        if url.path.startswith(settings.STATIC_URL):
            return self._file(route, url.path.removeprefix(settings.STATIC_URL))
        if url.path.startswith("/look/"):
            sheet = AccentSheet.read(url.path.removeprefix("/look/").removesuffix(".css"))
            return route.fulfill(body=sheet.css, content_type="text/css; charset=utf-8")
        if request.resource_type == "fetch":
            return route.fulfill(status=200, body="{}", content_type="application/json")
        if request.is_navigation_request():  # a page that moves on by itself: stay, and look
            return route.abort("aborted")
        self.faults.append(f"asks for {request.url}")
        return route.fulfill(status=404)

    def _file(self, route: Route, name: str) -> None:
        if name not in self._files:
            path = finders.find(name)
            if path is None:
                self.faults.append(f"no static file {name}")
                return route.fulfill(status=404)
            self._files[name] = Path(str(path)).read_bytes()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Access-Control-Allow-Origin": "*"}
        return route.fulfill(body=self._files[name], content_type=kind, headers=headers)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(message.text)


def empty_folder() -> None:
    """Pictures of pages that are gone would be looked at as if they were there."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)


def write_index() -> Path:
    """List the pictures in build/gallery/index.html: a page a row, its looks side by side."""
    rows: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("*.png")):
        page, _dot, look = path.stem.partition(".")
        picture = f'<a href="{path.name}"><img src="{path.name}" alt="" loading="lazy"></a>'
        rows.setdefault(page, []).append(
            f"<figure>{picture}<figcaption>{look}</figcaption></figure>"
        )
    shown = "\n".join(
        f'<h2 id="{page}">{page}</h2><div>{"".join(looks)}</div>' for page, looks in rows.items()
    )
    style = (
        "body{font:15px/1.5 sans-serif;margin:2rem}div{display:flex;gap:1rem;overflow-x:auto}"
        "figure{margin:0}img{height:26rem;border:1px solid #888}figcaption{color:#555}"
    )
    index = FOLDER / "index.html"
    head = f"<!doctype html><html lang=en><title>Gallery</title><style>{style}</style>"
    index.write_text(f"{head}<h1>Every page</h1>\n{shown}\n", encoding="utf-8")
    return index
