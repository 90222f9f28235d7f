"""Feeds in three formats, of the blog and of what is filed: read by a parser that others use."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import published

HOST = "http://alice.inkstead.localhost"
FEEDS = ["/feed.xml", "/rss.xml", "/feed.json"]
TYPES = {
    "feed.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}
PLACES = ["", "/category/walking", "/tag/sea", "/author/alice"]


@pytest.fixture
def posts(tenant: Tenant, alice: User) -> Tenant:
    """45 posts, one a day; the newest is number 45."""
    with tenant_transaction(tenant):
        for number in range(1, 46):
            at = timezone.now() - timedelta(days=46 - number)
            published(alice, f"Number {number}", at=at, new_category="Walking", tags=("sea",))
    return tenant


def parsed(reader: Client, path: str) -> Any:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    found = feedparser.parse(answer.content)
    assert not found.bozo, (path, found.get("bozo_exception"))
    return found


@pytest.mark.parametrize("place", PLACES)
def test_each_place_has_each_format_with_the_same_posts(
    tenant: Tenant, alice: User, reader: Client, place: str
) -> None:
    at = datetime(2026, 3, 14, 12, tzinfo=UTC)
    with tenant_transaction(tenant):
        published(
            alice,
            "Ærø & <b>",
            "All *of* it, and [about me](/about/).",
            at=at,
            new_category="Walking",
            tags=("sea",),
        )
    atom, rss = (parsed(reader, f"{place}/{name}") for name in ("feed.xml", "rss.xml"))
    assert (atom.version, rss.version) == ("atom10", "rss20")
    for feed in (atom, rss):
        (entry,) = feed.entries
        assert entry.title_detail.value in {"Ærø & <b>", "Ærø &amp; &lt;b&gt;", "Ærø & "}
        assert entry.link == f"{HOST}/blog/aero-b/"
        assert entry.id.startswith("urn:uuid:")
        assert entry.published_parsed[:5] == (2026, 3, 14, 12, 0)
        assert "<em>of</em>" in entry.content[0].value
        assert f'href="{HOST}/about/"' in entry.content[0].value
        assert {tag.term for tag in entry.tags} == {"Walking", "sea"}
    (item,) = reader.get(f"{place}/feed.json").json()["items"]
    assert atom.entries[0].id == rss.entries[0].id == item["id"]
    assert item["url"] == f"{HOST}/blog/aero-b/"
    assert item["title"] == "Ærø & <b>"
    assert "<em>of</em>" in item["content_html"]
    assert datetime.fromisoformat(item["date_published"]) == at


def test_feeds_say_what_they_are(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        published(alice, "One", tags=("sea",))
    for place in ("", "/tag/sea"):
        for name, content_type in TYPES.items():
            assert reader.get(f"{place}/{name}")["Content-Type"] == content_type
    feed = reader.get("/tag/sea/feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "sea · Marginalia"
    assert feed["home_page_url"] == f"{HOST}/tag/sea/"
    assert feed["feed_url"] == f"{HOST}/tag/sea/feed.json"
    assert parsed(reader, "/tag/sea/feed.xml").feed.id != parsed(reader, "/feed.xml").feed.id


def test_an_empty_blog_has_valid_feeds(reader: Client) -> None:
    for path in ("/feed.xml", "/rss.xml"):
        assert parsed(reader, path).entries == []
    assert reader.get("/feed.json").json()["items"] == []


def walk(reader: Client, path: str) -> list[tuple[str, list[str]]]:
    """The addresses and titles of a feed's documents, from the newest back."""
    found: list[tuple[str, list[str]]] = []
    while path:
        if path.endswith("json"):
            feed = reader.get(path).json()
            titles, older = [item["title"] for item in feed["items"]], feed.get("next_url", "")
        else:
            feed = parsed(reader, path)
            titles = [entry.title for entry in feed.entries]
            older = next((x.href for x in feed.feed.links if x.rel == "prev-archive"), "")
        found.append((path, titles))
        path = older.removeprefix(HOST)
    return found


def numbered(feed: str, number: int) -> str:
    stem, dot, ending = feed.rpartition(".")
    return f"{stem}-{number}{dot}{ending}"


@pytest.mark.parametrize("feed", [*FEEDS, "/tag/sea/rss.xml"])
def test_archives_lead_back_to_the_first_post(posts: Tenant, reader: Client, feed: str) -> None:
    documents = walk(reader, feed)
    assert [path for path, _ in documents] == [feed, *(numbered(feed, n) for n in (2, 1))]
    assert documents[0][1] == [f"Number {n}" for n in range(45, 25, -1)]
    assert documents[1][1] == [f"Number {n}" for n in range(40, 20, -1)]
    assert documents[2][1] == [f"Number {n}" for n in range(20, 0, -1)]


def test_an_archive_stays_as_it_is_when_posts_are_added(
    posts: Tenant, alice: User, reader: Client
) -> None:
    before = reader.get("/feed-1.xml").content
    with tenant_transaction(posts):
        published(alice, "Number 46")
    assert reader.get("/feed-1.xml").content == before
    assert b"<fh:archive" in before
    assert b'rel="current"' in before
    assert b"<fh:archive" not in reader.get("/feed.xml").content


def test_archives_that_are_not_whole_do_not_exist(posts: Tenant, reader: Client) -> None:
    for asked in ("3", "0", "-1", "x", "", "²", "9" * 30, "1.0", "%00"):
        assert reader.get(f"/feed-{asked}.xml").status_code in {400, 404}, asked


@pytest.mark.parametrize("path", [*FEEDS, "/llms.txt", "/sitemap.xml", "/blog/one.md"])
def test_what_did_not_change_is_not_sent_again(
    tenant: Tenant, alice: User, reader: Client, path: str
) -> None:
    tenant.memberships.get().user.__class__.objects.update(email_confirmed_at=timezone.now())
    with tenant_transaction(tenant):
        published(alice, "One")
    first = reader.get(path)
    assert first.status_code == 200
    again = reader.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    if "Last-Modified" in first:
        since = reader.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
        assert since.status_code == 304
    with tenant_transaction(tenant):
        published(alice, "Two", slug="two")
    changed = path.endswith(".md") or path == "/sitemap.xml"
    after = reader.get(path, headers={"If-None-Match": first["ETag"]})
    assert after.status_code == (304 if changed else 200)


def test_json_holds_no_markup_of_its_own(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        published(alice, "</script><b>", "<script>alert(1)</script>\n\nWords.")
    item = json.loads(reader.get("/feed.json").content)["items"][0]
    assert "<script" not in item["content_html"]
