"""`make album`: the pictures of docs/themes.md, of every theme and each kind of page.

The whole product runs on a folder of its own, and the writer of a demo blog changes its look as
people do, in the studio.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.browser.site import ROOT, Site, running_site

FOLDER = ROOT / "docs" / "img" / "themes"
THEMES = ("folio", "signal", "fern")
BLOG = "marginalia"
POST = "/blog/in-praise-of-the-soft-pencil/"
QUALITY = 74


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as it is to be seen; `shown` is how wide its picture is, in pixels."""

    name: str
    path: str
    width: int = 1280
    height: int = 900
    shown: int = 720
    scheme: str = "light"


SIGHTS = (
    Sight("home", "/"),
    Sight("post", POST),
    Sight("list", "/blog/"),
    Sight("year", "/archive/{year}/"),
    Sight("category", "/category/reading/"),
    Sight("tag", "/tag/habits/"),
    Sight("author", "/author/{author}/"),
    Sight("page", "/about/"),
    Sight("search", "/search/?q=pencil"),
    Sight("404", "/blog/in-praise-of-the-soft-pen/"),
    Sight("410", "/blog/{gone}/"),
    Sight("home-phone", "/", 390, 780, 390),
    Sight("post-phone", POST, 390, 780, 390, "dark"),
    Sight("post-dark", POST, scheme="dark"),
)
SUSPENDED = Sight("suspended", "/")


def main() -> int:
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if chromium is None:
        sys.stderr.write("There is no Chromium on PATH.\n")
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder) / "data") as site,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        _take_all(browser, site)
        browser.close()
    total = sum(path.stat().st_size for path in FOLDER.iterdir())
    sys.stdout.write(f"{total / 1e6:.1f} MB of pictures: docs/img/themes/\n")
    return 0


def _take_all(browser: Browser, site: Site) -> None:
    owner = browser.new_page(viewport={"width": 1280, "height": 900})
    _sign_in(owner, site)
    places = {"gone": _throw_away(owner, site)} | _places(owner, site)
    for theme in THEMES:
        _wear(owner, site, theme)
        reader = browser.new_page()
        reader.route("**/blog/faces/*.css", _with_faces)
        for sight in SIGHTS:
            _take(reader, site.blog(BLOG, sight.path.format(**places)), sight, theme)
        _tenants(site, "suspend", BLOG, "--reason", "For a picture")
        _until(reader, site.blog(BLOG), 403)
        _take(reader, site.blog(BLOG), SUSPENDED, theme)
        _tenants(site, "resume", BLOG, "--reason", "It was taken")
        _until(reader, site.blog(BLOG), 200)
        reader.close()


def _until(page: Page, url: str, status: int) -> None:
    """Ask until it answers so: processes hear of a change within a second."""
    while (answer := page.goto(url)) is None or answer.status != status:
        page.wait_for_timeout(200)


def _with_faces(route: Route) -> None:
    """A first visit shows words in what the reader has rather than move them; a later one so."""
    sheet = ROOT / "static/blog/faces" / Path(urlsplit(route.request.url).path).name
    route.fulfill(body=sheet.read_text().replace("optional", "block"), content_type="text/css")


def _tenants(site: Site, *words: str) -> None:
    """`manage.py tenants …`, as whoever runs the platform types it."""
    command = [sys.executable, str(ROOT / "manage.py"), "tenants", *words]
    environment = os.environ | {"INKSTEAD_DATA": str(site.data), "PYTHONPATH": "platform:."}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _take(page: Page, url: str, sight: Sight, theme: str) -> None:
    page.set_viewport_size({"width": sight.width, "height": sight.height})
    page.emulate_media(color_scheme="dark" if sight.scheme == "dark" else "light")
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    size = (sight.shown, round(picture.height * sight.shown / picture.width))
    small = picture.resize(size, Image.Resampling.LANCZOS)
    small.save(FOLDER / f"{theme}-{sight.name}.webp", quality=QUALITY, method=6)


def _sign_in(page: Page, site: Site) -> None:
    ines = next(one for one in site.demo()["accounts"] if one["email"].startswith("ines"))
    page.goto(f"{site.platform}/accounts/login/")
    page.get_by_label("E-mail").fill(ines["email"])
    page.get_by_label("Password").fill(ines["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/blogs/")


def _wear(page: Page, site: Site, theme: str) -> None:
    page.goto(site.blog(BLOG, "/studio/settings/look/"))
    page.locator(f"input[name=theme][value={theme}]").check()
    page.get_by_role("button", name="Save").click()
    said = page.get_by_text("Saved. Readers see it now.").or_(page.get_by_text("Nothing was chang"))
    expect(said).to_be_visible()
    page.wait_for_timeout(1_000)  # every process learns of a change within half a second


def _throw_away(page: Page, site: Site) -> str:
    """Put the oldest post into the trash; returns the slug it had."""
    page.goto(site.blog(BLOG, "/studio/posts/"))  # from here on one is known on the blog's host
    page.goto(site.blog(BLOG, "/blog/?page=2"))
    path = page.locator("article h2 a").last.get_attribute("href") or ""
    page.goto(site.blog(BLOG, path))
    page.get_by_role("link", name="Edit").first.click()
    bin_ = page.locator("button[name=do][value=trash]")
    bin_.evaluate("button => button.form.requestSubmit(button)")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    return path.strip("/").rpartition("/")[2]


def _places(page: Page, site: Site) -> dict[str, str]:
    """What only the running blog knows: its year, and who wrote the post."""
    page.goto(site.blog(BLOG, POST))
    while not page.locator("main picture img").count():  # the worker is still at it
        page.wait_for_timeout(500)
        page.reload()
    author = page.locator("main a[rel=author]").first.get_attribute("href") or ""
    at = page.locator("main time").first.get_attribute("datetime") or ""
    return {"author": author.strip("/").rpartition("/")[2], "year": at[:4]}


if __name__ == "__main__":
    sys.exit(main())
