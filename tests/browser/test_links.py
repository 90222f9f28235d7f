"""No link of the demo blogs leads nowhere: pages, anchors, files, pictures, feeds, sitemaps."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest

from tests.browser.site import Site
from tests.support.links import Checker, Got

STARTS = ("/robots.txt", "/sitemap.xml", "/feed.xml", "/rss.xml", "/feed.json", "/llms.txt")


@pytest.mark.parametrize("blog", ["marginalia", "coldstart"])
def test_every_link_of_a_demo_blog_leads_somewhere(
    site: Site, blog: str, request: pytest.FixtureRequest
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    request.addfinalizer(connection.close)

    def fetch(url: str) -> Got:
        parts = urlsplit(url)
        path = parts._replace(scheme="", netloc="", fragment="").geturl()
        connection.request("GET", path, headers={"Host": parts.netloc})
        answer = connection.getresponse()
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        text = answer.read().decode(errors="replace")
        return Got(answer.status, kind, text, answer.headers.get("Location", ""))

    checker = Checker(site.blog(blog, ""), fetch)
    assert checker.broken(*STARTS) == []
    assert len(checker.got) > 40
    assert {"text/html", "text/css", "font/woff2", "application/atom+xml"} <= {
        got.kind for got in checker.got.values()
    }
