"""Shows the pages of a walk in Chromium, from memory: no product runs, every look as wished."""

from __future__ import annotations

import mimetypes
import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal, TypedDict
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, ConsoleMessage, Page

from blog.look.sheet import AccentSheet
from tests.browser import sound
from tests.browser.shelf import FOR_GOOD, NOTHING, Answer, Asked, Shelf
from tests.browser.sound import ALL_RULES, LOOK_RULES
from tests.gallery.walk import LETTER, Shown

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "gallery"
PICTURE = ROOT / "static" / "img" / "favicon.svg"  # stands in for a writer's own
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LETTER_RULES = {"runOnly": WCAG, **ALL_RULES}
FACE = """d => {
  const [root, before] = [document.documentElement, document.documentElement.dir];
  root.dir = d;
  return before;
}"""
HTML = "text/html; charset=utf-8"
ELSEWHERE = "https://pictures.example/"  # a picture from there comes from here: TLS is not spoken
OURS = {"content-type", "cache-control"}  # headers that a page does not bring here


class Media(TypedDict):
    """Of Playwright's `emulate_media`."""

    color_scheme: Literal["dark", "light"]
    reduced_motion: Literal["reduce"]
    forced_colors: Literal["active", "none"]
    media: Literal["print", "screen"]


@dataclass(frozen=True)
class Look:
    """A window: how wide, in which scheme, and turned round or not."""

    width: int = 1280
    scheme: str = "light"
    direction: str = ""
    forced: bool = False
    paper: bool = False

    @property
    def media(self) -> Media:
        """As Chromium is asked to take it; without motion, or axe meets a colour half way."""
        return {
            "color_scheme": "dark" if self.scheme == "dark" else "light",
            "reduced_motion": "reduce",
            "forced_colors": "active" if self.forced else "none",
            "media": "print" if self.paper else "screen",
        }

    def __str__(self) -> str:
        more = {"forced": self.forced, "paper": self.paper, self.direction: self.direction}
        return "-".join([str(self.width), self.scheme, *(name for name, on in more.items() if on)])


class Gallery:
    """One tab that shows `Shown` pages."""

    def __init__(self, browser: Browser) -> None:
        self.shelf = Shelf(self._answer)
        self.page: Page = browser.new_context(proxy={"server": self.shelf.address}).new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.shown: Shown | None = None
        self.faults: list[str] = []
        self.look: Look | None = None
        self._files: dict[str, Answer] = {}

    def close(self) -> None:
        """No tab, and nobody who answers it."""
        self.page.context.close()
        self.shelf.close()

    def show(self, shown: Shown, look: Look) -> list[str]:
        """Open it; returns what the console and the network complained of."""
        self.shown, self.faults = shown, []
        self.turn(look)
        self.page.goto(shown.url, wait_until="load")
        if look.direction:
            self.face(look.direction)
        return list(self.faults)

    def face(self, direction: str) -> str:
        """Have the open page begin at the other side; where it began."""
        return str(self.page.evaluate(FACE, direction))

    def turn(self, look: Look) -> None:
        """Look at the open page in another window; what stays as it was is not asked for anew."""
        before, self.look = self.look, look
        if before is None or look.width != before.width:
            self.page.set_viewport_size({"width": look.width, "height": 900})
        if before is None or look.media != before.media:
            self.page.emulate_media(**look.media)

    def violations(self, shown: Shown, *, looks_alone: bool = False) -> list[str]:
        """What axe finds."""
        rules = LETTER_RULES if shown.endpoint == LETTER else ALL_RULES
        return sound.violations(self.page, LOOK_RULES if looks_alone else rules)

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
        return sound.sticking_out(self.page)

    def keep(self, shown: Shown, look: Look, *, words: str = "en") -> None:
        """Put a picture of the whole page into build/gallery/."""
        name = f"{shown.name}.{look}{'' if words == 'en' else f'-{words}'}.png"
        self.page.screenshot(path=FOLDER / name, full_page=True)

    def show_text(self, shown: Shown) -> None:
        """A letter as a mail program without HTML has it: 80 columns."""
        style = "margin:2em;font:14px/1.5 monospace;white-space:pre-wrap;width:80ch"
        self.page.set_content(f'<body style="{style}">{escape(shown.text)}')

    def _answer(self, asked: Asked) -> Answer:
        shown, url = self.shown, urlsplit(asked.url)
        if shown is not None and asked.page and asked.url == urldefrag(shown.url).url:
            html = shown.html.replace(ELSEWHERE, "/media/")
            return Answer(html.encode(), HTML, headers=headers_of(shown))
        if asked.page:  # one that moves on by itself: stay, and look
            return NOTHING
        if url.path.startswith("/media/"):
            return Answer(PICTURE.read_bytes(), "image/svg+xml", headers=FOR_GOOD)
        if url.path.startswith(settings.STATIC_URL):
            return self._file(url.path.removeprefix(settings.STATIC_URL))
        if url.path.startswith("/look/"):
            sheet = AccentSheet.read(url.path.removeprefix("/look/").removesuffix(".css"))
            return Answer(sheet.css.encode(), "text/css; charset=utf-8", headers=FOR_GOOD)
        if asked.fetch:
            return Answer(b"{}", "application/json")
        if url.path != "/favicon.ico":
            self.faults.append(f"asks for {asked.url}")
        return Answer(status=404)

    def _file(self, name: str) -> Answer:
        if name not in self._files:
            path = finders.find(name)
            if path is None:
                self.faults.append(f"no static file {name}")
                return Answer(status=404)
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            headers = {"Access-Control-Allow-Origin": "*", **FOR_GOOD}
            self._files[name] = Answer(Path(str(path)).read_bytes(), kind, headers=headers)
        return self._files[name]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(message.text)


def headers_of(shown: Shown) -> dict[str, str]:
    """As they came, of a page that is not kept: another may have its address."""
    given = {name: value for name, value in shown.headers.items() if name.lower() not in OURS}
    return {**given, "Cache-Control": "no-store"}


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
