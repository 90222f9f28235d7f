"""The feed: valid Atom, in full, with ids that stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.actions.inputs import PostInput
from blog.actions.update_post import update_post
from blog.models import Blog, Post
from blog.public.feeds.page import with_origin
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import published

ATOM = "{http://www.w3.org/2005/Atom}"
HOST = "http://alice.inkstead.localhost"


def read(reader: Client) -> ET.Element:
    answer = reader.get("/feed.xml")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


def text(element: ET.Element, name: str) -> str:
    return element.findtext(ATOM + name) or ""


def test_an_empty_feed_has_all_that_atom_asks_for(tenant: Tenant, reader: Client) -> None:
    feed = read(reader)
    assert feed.tag == ATOM + "feed"
    assert text(feed, "id") == f"urn:uuid:{tenant.id}"
    assert text(feed, "title") == "Marginalia"
    assert datetime.fromisoformat(text(feed, "updated")) <= timezone.now()
    assert text(feed, "updated") == text(read(reader), "updated")
    links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
    assert links == {"alternate": f"{HOST}/", "self": f"{HOST}/feed.xml"}


def test_an_entry_has_the_whole_text_and_absolute_addresses(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    at = datetime(2026, 3, 14, 12, tzinfo=UTC)
    source = 'All of it, and [about me](/about/).\n\n`<a href="/not">`'
    with tenant_transaction(tenant):
        published(
            alice, "Ærø & <b>", source, at=at, new_category="Walking", tags=("sea",), language="da"
        )
    entry = read(reader).findall(ATOM + "entry")[0]
    link = entry.find(ATOM + "link")
    content = entry.find(ATOM + "content")
    assert link is not None
    assert content is not None
    assert text(entry, "title") == "Ærø & <b>"
    assert link.get("href") == f"{HOST}/blog/aero-b/"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "da"
    assert datetime.fromisoformat(text(entry, "published")) == at
    assert content.get("type") == "html"
    assert f'href="{HOST}/about/"' in (content.text or "")
    assert 'href="/not"' in (content.text or "")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Alice"
    assert {term.get("term") for term in entry.findall(ATOM + "category")} == {"Walking", "sea"}


def test_ids_outlive_changes_of_title_and_address(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        post = published(alice, "Before", at=timezone.now() - timedelta(days=1))
    before = read(reader).findall(ATOM + "entry")[0]
    with tenant_transaction(tenant):
        stored = Post.objects.get(pk=post.pk)
        data = PostInput(title="After", content="New.", slug="after")
        update_post(stored, by=alice, data=data, version=1)
    after = read(reader).findall(ATOM + "entry")[0]
    assert text(before, "id").startswith("urn:uuid:")
    assert text(before, "id") == text(after, "id")
    assert text(before, "updated") < text(after, "updated")
    assert text(before, "published") == text(after, "published")


def test_it_holds_the_newest_twenty(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        for number in range(22):
            published(alice, f"Number {number}")
    titles = [text(entry, "title") for entry in read(reader).findall(ATOM + "entry")]
    assert titles == [f"Number {number}" for number in range(21, 1, -1)]


def test_characters_that_xml_cannot_hold_are_left_out(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "Clean")
        odd = "a\x0bb\ufffec\U0001f388"
        Post.objects.update(title=odd, content_html=f"<p>{odd}</p>", summary=odd)
        Blog.objects.update(name=odd)
    feed = read(reader)
    assert text(feed, "title") == "abc\U0001f388"
    assert text(feed.findall(ATOM + "entry")[0], "title") == "abc\U0001f388"


def test_only_addresses_in_tags_from_the_root_are_changed() -> None:
    html = '<a href="/a">x</a> href="/b" <img src="/c"> <a href="//d"> <a href="e">'
    changed = '<a href="H/a">x</a> href="/b" <img src="H/c"> <a href="//d"> <a href="e">'
    assert with_origin(html, "H") == changed
