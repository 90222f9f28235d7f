"""The scripts that a studio page makes a browser fetch, and what Lighthouse says of the editor."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from statistics import median

from django.conf import settings
from playwright.sync_api import BrowserContext, Page, Response

from bench.figures import Figure
from bench.lighthouse import look_at, score, tell
from bench.reading.front import front
from bench.stage import url_of
from bench.studio.desk import Desk
from bench.studio.typing import FIELD, RICH

EDITOR_AT_MOST, OTHERS_AT_MOST = 200_000, 30_000
OTHERS = (
    *("posts/", "posts/handed-in/", "pages/", "pages/navigation/", "media/", "messages/"),
    *("categories/", "tags/", "authors/", "authors/mine/", "moves/", "team/"),
    *("settings/", "settings/plan/", "settings/history/", "settings/domain/", "settings/look/"),
)
LIGHTHOUSE_WORDS, ROUNDS, AT_LEAST = 1_000, 5, 95


def weight(desk: Desk) -> Iterator[Figure]:
    """All that a page fetched as a script, each as gzip leaves it."""
    post = desk.post(LIGHTHOUSE_WORDS)
    with desk.chromium() as context:
        for mode, shown, words, most in (
            ("write", RICH, "Write mode included", EDITOR_AT_MOST),
            ("markdown", FIELD, "Markdown mode alone", None),
        ):
            page = context.new_page()
            sizes = _noting(page)
            desk.open_in(page, post, mode)
            page.locator(shown).wait_for()
            page.wait_for_load_state("networkidle")
            page.close()
            yield Figure(
                name=f"scripts of the editor, gzip, {words}", value=sum(sizes.values()),
                unit="bytes", n=len(sizes), at_most=most,
            )  # fmt: skip
        weights = [_weight_of(desk, context, path) for path in OTHERS]
    yield Figure(
        name="scripts of another page of the studio, gzip, the most", value=max(weights),
        unit="bytes", n=len(weights), at_most=OTHERS_AT_MOST,
    )  # fmt: skip


def lighthouse(desk: Desk) -> Iterator[Figure]:
    """The editor with a text in it, on a telephone."""
    url = desk.url(desk.post(LIGHTHOUSE_WORDS))
    cookie = f"{settings.SESSION_COOKIE_NAME}={desk.session}"
    with front(desk.stage.folder / "front", desk.stage.port) as caddy:
        reports = [look_at(url, caddy.port, ["performance"], cookie=cookie) for _ in range(ROUNDS)]
    if any(report["finalDisplayedUrl"] != url for report in reports):
        raise RuntimeError(f"Lighthouse was led away from {url}.")
    value = median(score(report, "performance") for report in reports)
    if value < AT_LEAST:
        tell(reports[-1], "performance")
    yield Figure(
        name="Lighthouse, the editor, performance", value=value,
        unit="of 100", n=1, rounds=ROUNDS, at_least=AT_LEAST,
    )  # fmt: skip


def _weight_of(desk: Desk, context: BrowserContext, path: str) -> int:
    page = context.new_page()
    sizes = _noting(page)
    answer = page.goto(url_of(desk.host, f"/studio/{path}"))
    if answer is None or answer.status != 200:
        raise RuntimeError(f"No page at /studio/{path}.")
    page.wait_for_load_state("networkidle")
    page.close()
    return sum(sizes.values())


def _noting(page: Page) -> dict[str, int]:
    """Fills itself with the address of each script that the page fetches, and its bytes."""
    sizes: dict[str, int] = {}

    def note(answer: Response) -> None:
        if answer.request.resource_type == "script":
            sizes[answer.url] = len(gzip.compress(answer.body()))

    page.on("response", note)
    return sizes
