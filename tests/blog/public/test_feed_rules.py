"""Every feed and every sitemap holds the rules of its format, and others read what we wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.feed_rules import atom_faults, json_faults, rss_faults, sitemap_faults
from tests.support.writing import published

HOST = "http://alice.inkstead.localhost"
RULES: dict[str, Callable[[bytes], list[str]]] = {
    "feed{}.xml": atom_faults,
    "rss{}.xml": rss_faults,
    "feed{}.json": json_faults,
}
PLACES = ["/", "/category/walking/", "/tag/unsaid/", "/author/alice/"]
TEXT = """All *of* it: [about me](/about/), [there](https://example.org/?a=1&b=2), `<a href="/x">`.

![A boat & a pier](/media/0123456789abcdef0123456789abcdef/boat.jpg "Quiet") and[^1] a note.

[^1]: It leads [back](#top).
"""


@pytest.fixture
def told(tenant: Tenant, alice: User) -> Tenant:
    """A post with everything, above 22 plain ones; the newest is half a minute old."""
    now = timezone.now()
    with tenant_transaction(tenant):
        for number in range(22):
            at = now - timedelta(days=50 - number)
            published(alice, f"Number {number}", at=at, new_category="Walking", tags=("unsaid",))
        published(
            alice, "Ærø & <b>, „quoted“ — 漢字", TEXT, at=now - timedelta(seconds=30),
            new_category="Walking", tags=("unsaid", "ünï <&>"), language="pt-br", slug="ærø-漢字",
        )  # fmt: skip
    User.objects.update(email_confirmed_at=now)
    return tenant


def fetched(reader: Client, path: str) -> bytes:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return bytes(answer.content)


def test_every_feed_and_archive_holds_the_rules(told: Tenant, reader: Client) -> None:
    found = {
        f"{place}{name.format(part)}": rules(fetched(reader, place + name.format(part)))
        for place in PLACES
        for part in ("", "-1")
        for name, rules in RULES.items()
    }
    assert found == {path: [] for path in found}


@pytest.mark.parametrize("name", RULES)
def test_the_feed_of_an_empty_blog_holds_them(reader: Client, name: str) -> None:
    assert RULES[name](fetched(reader, f"/{name.format('')}")) == []


def test_a_reader_of_others_makes_the_same_of_all_three(told: Tenant, reader: Client) -> None:
    """feedparser's reading of both XML formats is the JSON feed, field by field."""
    for place in PLACES:
        in_all_three_alike(reader, place)


def in_all_three_alike(reader: Client, place: str) -> None:
    items = [
        told_by_json(item) for item in json.loads(fetched(reader, f"{place}feed.json"))["items"]
    ]
    assert len(items) == 20
    assert items[0]["terms"] == ["Walking", "unsaid", "ünï <&>"]
    for name in ("feed.xml", "rss.xml"):
        parsed = feedparser.parse(
            fetched(reader, place + name), sanitize_html=False, resolve_relative_uris=False
        )
        assert not parsed.bozo
        assert [told_by_parser(entry) for entry in parsed.entries] == items


def told_by_json(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": item["id"],
        "link": item["url"],
        "title": item["title"],
        "html": item["content_html"].strip(),
        "author": item["authors"][0]["name"],
        "terms": item["tags"],
        "published": item["date_published"][:19],
    }


def told_by_parser(entry: Any) -> dict[str, Any]:
    return {
        "id": entry.id,
        "link": entry.link,
        "title": entry.title,
        "html": entry.content[0].value.strip(),
        "author": entry.author,
        "terms": [tag.term for tag in entry.tags],
        "published": "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*entry.published_parsed),
    }


def test_the_sitemap_holds_its_schema(told: Tenant, reader: Client) -> None:
    found = {}
    for path in ("/sitemap.xml", "/sitemap/rest.xml", "/sitemap/posts-1.xml"):
        found[path] = sitemap_faults(fetched(reader, path), HOST)
    assert found == {path: [] for path in found}


BROKEN = {
    "two ids": (atom_faults, "/feed.xml", b"</id>", b"</id><id>urn:x:1</id>"),
    "no updated": (atom_faults, "/feed.xml", b"updated>", b"upd>"),
    "a relative link": (atom_faults, "/feed.xml", HOST.encode(), b""),
    "no guid": (rss_faults, "/rss.xml", b"guid", b"comments"),
    "a date of another kind": (rss_faults, "/rss.xml", b"<pubDate>", b"<pubDate>2026-11-26"),
    "an unknown field": (json_faults, "/feed.json", b'"date_published"', b'"date"'),
    "an old version": (json_faults, "/feed.json", b"version/1.1", b"version/1"),
}  # fmt: skip


def test_the_rules_find_what_is_broken(told: Tenant, reader: Client) -> None:
    for fault, (rules, path, whole, broken) in BROKEN.items():
        assert rules(fetched(reader, path).replace(whole, broken)) != [], fault
