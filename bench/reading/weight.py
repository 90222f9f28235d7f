"""What a reader's browser fetches for a post without pictures: bytes on the wire, requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.content import host_of
from bench.figures import Figure
from bench.reading.front import arguments, chromium, front
from bench.reading.ground import Ground
from bench.stage import url_of
from blog.actions.changed import blog_changed
from blog.look.themes import THEMES
from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

WITHOUT_FONTS, WITH_FONTS, REQUESTS = 20_000, 110_000, 10
PATH = "/blog/post-3/"
WORDS = "The harbour was quiet"


@dataclass
class Fetched:
    """The requests of one visit: bytes on the wire, answer's head included, by kind."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    def note_kind(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def note_size(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def bytes(self, *, fonts: bool) -> float:
        """All, with or without the fonts."""
        return sum(n for i, n in self.sizes.items() if fonts or self.kinds.get(i) != "Font")


def weight(ground: Ground) -> Iterator[Figure]:
    """In each theme, by Chromium with an empty cache, through Caddy."""
    tenant = ground.one("weight")
    url = url_of(host_of(tenant), PATH)
    with (
        ground.server(**ground.keeping()) as (upstream, _process),
        front(ground.stage.folder / "front", upstream) as caddy,
    ):
        for theme in THEMES:
            wear(tenant, theme)
            with sync_playwright() as playwright:  # keeps the thread's event loop while it is open
                browser = playwright.chromium.launch(
                    executable_path=chromium(), args=arguments(caddy.port)
                )
                found = visit(browser, url)
                browser.close()
            yield from _of(theme, *found)


def wear(tenant: Tenant, theme: str) -> None:
    """Let the blog have that look."""
    with tenant_transaction(tenant):
        Blog.objects.update(theme=theme)
        blog_changed()


def visit(browser: Browser, url: str) -> tuple[Fetched, bool]:
    """Everything that is fetched, and whether all is there for a reader without scripts."""
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.goto(url, wait_until="networkidle")  # a certificate may have to be made first
    context.close()
    context = browser.new_context(ignore_https_errors=True)
    page, fetched = context.new_page(), Fetched()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.responseReceived", fetched.note_kind)
    wire.on("Network.loadingFinished", fetched.note_size)
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    context.close()
    plain = browser.new_context(ignore_https_errors=True, java_script_enabled=False)
    page = plain.new_page()
    page.goto(url)
    whole = page.get_by_text(WORDS).first.is_visible() and page.get_by_role("main").is_visible()
    plain.close()
    return fetched, whole


def _of(theme: str, fetched: Fetched, whole: bool) -> Iterator[Figure]:
    name, n = f"a post in {theme}", len(fetched.sizes)
    plain, full = (fetched.bytes(fonts=fonts) for fonts in (False, True))
    yield Figure(
        name=f"{name}, without fonts", value=plain, unit="bytes", n=n, at_most=WITHOUT_FONTS
    )
    yield Figure(name=f"{name}, with fonts", value=full, unit="bytes", n=n, at_most=WITH_FONTS)
    yield Figure(name=f"{name}, requests", value=n, unit="requests", n=n, at_most=REQUESTS)
    yield Figure(
        name=f"{name}, whole without a script", value=float(whole), unit="1 = yes", n=n, at_least=1
    )
