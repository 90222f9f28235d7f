"""A hostile sibling subdomain throws cookies at its neighbours; nobody's session is touched."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import sign_up_by_hand
from tests.browser.site import Site


def toss(context: BrowserContext, site: Site, name: str, value: str) -> None:
    """What a sibling's script could do: a cookie for the whole parent domain."""
    context.add_cookies(
        [{"name": name, "value": value, "domain": ".inkstead.localhost", "path": "/"}]
    )


def session_cookie(context: BrowserContext, site: Site, host: str) -> dict[str, Any]:
    found = [
        c for c in context.cookies(f"http://{host}:{site.port}/") if "handoff" not in c["name"]
    ]
    assert len(found) == 1
    return dict(found[0])


def test_cookies_belong_to_one_host(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    address = sign_up_by_hand(page, site)
    here = session_cookie(page.context, site, f"{address}.inkstead.localhost")
    there = session_cookie(page.context, site, "inkstead.localhost")
    assert here["domain"] == f"{address}.inkstead.localhost"
    assert there["domain"] == "inkstead.localhost"
    assert here["value"] != there["value"]
    assert here["httpOnly"]
    assert there["httpOnly"]


def test_a_tossed_session_signs_nobody_in(open_page: OpenPage, site: Site) -> None:
    attacker = open_page()
    address = sign_up_by_hand(attacker, site)
    stolen = session_cookie(attacker.context, site, f"{address}.inkstead.localhost")
    for name in (stolen["name"], f" {stolen['name']}", f"\u2000{stolen['name']}"):
        for host in ("inkstead.localhost", "marginalia.inkstead.localhost"):
            request = urllib.request.Request(
                f"http://127.0.0.1:{site.port}/studio/posts/",
                headers={"Host": f"{host}:{site.port}"},
            )
            request.add_unredirected_header(
                "Cookie", f"{name}={stolen['value']}".encode().decode("latin-1")
            )
            assert status(request) in {302, 404}


def test_a_second_copy_of_the_session_cookie_is_not_believed(
    open_page: OpenPage, site: Site
) -> None:
    victim = open_page()
    address = sign_up_by_hand(victim, site)
    attacker = open_page()
    theirs = sign_up_by_hand(attacker, site)
    stolen = session_cookie(attacker.context, site, f"{theirs}.inkstead.localhost")
    toss(victim.context, site, stolen["name"], stolen["value"])
    victim.goto(site.blog(address, "/studio/settings/"))
    assert theirs not in victim.content()


def test_a_reader_with_rubbish_cookies_still_reads(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    toss(page.context, site, f"inkstead-{site.port}", "rubbish")
    page.goto(site.blog("marginalia"))
    expect(page.locator("h1").first).to_be_visible()
    assert "Marginalia" in page.content()


def status(request: urllib.request.Request) -> int:
    """The status without following redirects."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: Any, **kwargs: Any) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
