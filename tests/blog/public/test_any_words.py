"""Whatever characters a form takes, as a title, a name or a text: pages and feeds stay valid."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from blog.models import Author, Blog, Category, Post
from blog.rendering import render_markdown
from kit.text import UnprintableText, clean_line, clean_text
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.gallery.nu import check, has_checker
from tests.gallery.walk import Shown
from tests.support.feed_rules import atom_faults, json_faults, rss_faults
from tests.support.writing import published

ATOM = "{http://www.w3.org/2005/Atom}"
# Half of them from what is special somewhere: in HTML, XML, JSON, templates and Unicode.
SPECIAL = "<>&\"'`]]>{%}{{}}\\/\t\n \u00a0\u00ad\u200b\u200d\u200f\u202e\u2028\u0301漢ش"
SPECIAL += "\x00\x0b\x85\x9f\ufdd0\ufffe\uffff\U0001f388\U0010ffff"  # some of these are refused
LETTERS = st.one_of(st.sampled_from(SPECIAL), st.characters(exclude_categories=["Cs"]))


def taken(clean: object, text: str) -> str:
    """`text` as a form keeps it; "" for what it refuses."""
    try:
        return clean(text)  # type: ignore[operator,no-any-return]
    except UnprintableText:
        return ""


LINES = st.text(LETTERS, min_size=1, max_size=60).map(lambda text: taken(clean_line, text))
NAMES = LINES.filter(bool)
TEXTS = st.text(LETTERS, max_size=200).map(lambda text: taken(clean_text, text))


class Title(HTMLParser):
    """The text of the heading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.inside = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside |= tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "h1"

    def handle_data(self, data: str) -> None:
        self.words += data if self.inside else ""


def test_any_words_make_a_valid_page_and_valid_feeds(
    tenant: Tenant, alice: User, reader: Client, tmp_path: Path
) -> None:
    pages: list[Shown] = []
    with tenant_transaction(tenant):
        published(alice, "Before", new_category="Walking", slug="it")

    @settings(
        max_examples=40, deadline=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )  # fmt: skip
    @given(NAMES, NAMES, TEXTS, LINES)
    def holds(title: str, name: str, text: str, excerpt: str) -> None:
        rendered = render_markdown(text)
        with tenant_transaction(tenant):
            Blog.objects.update(name=name, description=excerpt)
            Author.objects.update(name=name)
            Category.objects.filter(slug="walking").update(name=name)
            Post.objects.update(
                title=title, content=text, content_html=str(rendered.html), excerpt=excerpt,
                renderer_version=rendered.version, summary=rendered.summary,
            )  # fmt: skip
        html = reader.get("/blog/it/").content.decode()
        assert Title(html).words.strip() == title
        pages.append(Shown(f"{len(pages)}", "post", "", 200, html, {}, False, 200))
        atom, rss, feed = (
            reader.get(f"/{n}").content for n in ("feed.xml", "rss.xml", "feed.json")
        )
        assert (atom_faults(atom), rss_faults(rss), json_faults(feed)) == ([], [], [])
        titles = {
            ET.fromstring(atom).findtext(f"{ATOM}entry/{ATOM}title"),
            ET.fromstring(rss).findtext("channel/item/title"),
            json.loads(feed)["items"][0]["title"],
        }
        assert len(titles) == 1

    holds()
    if has_checker():
        assert check(pages, tmp_path) == []
