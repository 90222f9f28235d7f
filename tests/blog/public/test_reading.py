"""What helps to read on: contents of long posts, posts akin to this one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.actions.trash_post import trash_post
from blog.models import Post
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import draft, published

WORDS = "word " * 250
LONG = f"## First <b>\n\n{WORDS}\n\n## Second\n\n{WORDS}\n\n## Third\n\n{WORDS}"


def related(reader: Client, slug: str) -> list[str]:
    text = reader.get(f"/blog/{slug}/").text
    part = text.partition('<nav class="related"')[2].partition("</nav>")[0]
    return [line.partition("</bdi>")[0] for line in part.split("<bdi>")[1:]]


def test_a_long_post_has_a_contents_list(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        published(alice, "Long", LONG)
        published(alice, "Short", "## A\n\n## B\n\n## C\n\nwords")
        published(alice, "Whole", f"{WORDS * 3}\n\n## Only one")
    text = reader.get("/blog/long/").text
    part = text.partition('<details class="contents" open>')[2].partition("</details>")[0]
    assert part.count("<li>") == 3
    assert '<a href="#c-second"><bdi>Second</bdi></a>' in part
    assert "First &lt;b&gt;" in part or "First" in part
    assert 'id="c-second"' in text
    for slug in ("short", "whole"):
        assert 'class="contents"' not in reader.get(f"/blog/{slug}/").text


def test_what_has_most_in_common_comes_first(tenant: Tenant, alice: User, reader: Client) -> None:
    now = timezone.now()
    table: dict[str, dict[str, Any]] = {
        "Nothing": {"tags": ("other",)},
        "Category": {"new_category": "Walking", "tags": ()},
        "One tag": {"tags": ("sea",)},
        "Two tags": {"tags": ("sea", "salt")},
        "Far": {"tags": ()},
        "Here": {"new_category": "Walking", "tags": ("sea", "salt", "boats")},
        "Near": {"tags": ()},
    }
    with tenant_transaction(tenant):
        for number, (title, fields) in enumerate(table.items()):
            at = now - timedelta(days=20 - number)
            published(alice, title, at=at, **fields)
    assert related(reader, "here") == ["Two tags", "One tag", "Category"]
    assert related(reader, "nothing") == []


def test_neighbours_are_not_named_twice(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        for number in range(3):
            at = timezone.now() - timedelta(days=9 - number)
            published(alice, f"Post {number}", at=at, tags=("sea",))
    assert related(reader, "post-1") == []
    assert related(reader, "post-0") == ["Post 2"]


def test_what_is_not_public_is_akin_to_nothing(tenant: Tenant, alice: User, reader: Client) -> None:
    later = timezone.now() + timedelta(days=1)
    with tenant_transaction(tenant):
        for number in range(5):
            at = timezone.now() - timedelta(days=9 - number)
            published(alice, f"Post {number}", at=at, tags=("sea",))
        draft(alice, "Draft", tags=("sea",))
        published(alice, "Later", at=later, tags=("sea",))
        trash_post(published(alice, "Trashed", tags=("sea",)), by=alice)
    assert related(reader, "post-0") == ["Post 4", "Post 3", "Post 2"]


def test_formulas_and_footnotes_are_in_the_page(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "One", "Let $x^2$ be.[^1]\n\n[^1]: A note.")
        assert Post.objects.get(slug="one").summary == "Let x^2 be."
    text = reader.get("/blog/one/").text
    assert "<math><semantics><msup>" in text
    assert 'role="doc-backlink"' in text
