"""What stands on top of the blog, and in which order."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from blog.actions.pin_post import MOST_PINNED
from blog.models import Post
from journal.models import AuditEntry
from tests.blog.studio.conftest import House
from tests.support.writing import published


def write(house: House, *titles: str) -> dict[str, Post]:
    """Public posts, the first the oldest."""
    with house.inside():
        return {
            title: published(
                house.owner, title, at=timezone.now() - timedelta(days=len(titles) - place)
            )
            for place, title in enumerate(titles)
        }


def titles_at(client: Client, path: str) -> list[str]:
    return re.findall(r"<h2>\s*<a href=[^>]+>([^<]+)</a>", client.get(path).text)


def press(client: Client, post: Post, deed: str) -> str:
    return client.post(f"/studio/posts/{post.pk}/{deed}/", follow=True).text


def test_pins_stand_above_newer_posts_in_their_order(house: House) -> None:
    posts = write(house, *"ABCDEFGHIJKL")
    assert "On top of the blog now." in press(house.as_owner, posts["B"], "pin")
    press(house.as_owner, posts["A"], "pin")
    reader = house.client()
    assert titles_at(reader, "/") == ["B", "A", "L", "K", "J"]
    assert titles_at(reader, "/blog/") == [*"BA", *"LKJIHGFE"]
    assert titles_at(reader, "/blog/?page=2") == ["D", "C"]
    assert reader.get("/").text.count("Pinned") == 2
    assert "Pinned" not in reader.get("/author/alice/").text
    press(house.as_owner, posts["A"], "pin/up")
    assert titles_at(reader, "/")[:3] == ["A", "B", "L"]
    press(house.as_owner, posts["A"], "unpin")
    assert titles_at(reader, "/")[:3] == ["B", "L", "K"]
    told = AuditEntry.objects.filter(action__startswith="post.", action__contains="pin")
    assert told.count() == 4


def test_there_is_room_for_a_few(house: House) -> None:
    posts = list(write(house, *(f"Post {n}" for n in range(MOST_PINNED + 1))).values())
    said = [press(house.as_owner, post, "pin") for post in posts]
    assert all("On top of the blog now." in one for one in said[:-1])
    assert "Take one of them down first." in said[-1]
    assert house.again(posts[-1]).pinned is None


def test_what_is_hidden_is_not_on_top_either(house: House) -> None:
    posts = write(house, "A", "B", "C")
    press(house.as_owner, posts["A"], "pin")
    press(house.as_owner, posts["B"], "pin")
    press(house.as_owner, posts["A"], "unpublish")
    assert titles_at(house.client(), "/") == ["B", "C"]
    press(house.as_owner, posts["B"], "trash")
    assert titles_at(house.client(), "/blog/") == ["C"]


def test_the_first_goes_no_higher_and_the_list_says_what_is_on_top(house: House) -> None:
    posts = write(house, "A", "B")
    press(house.as_owner, posts["A"], "pin")
    assert "Moved up." not in press(house.as_owner, posts["A"], "pin/up")
    page = house.as_owner.get("/studio/posts/").text
    assert "On top of the blog" in page
    assert f"/studio/posts/{posts['A'].pk}/unpin/" in page


def test_authors_put_nothing_on_top(house: House, member: Callable[[str], Client]) -> None:
    client = member("author")
    posts = write(house, "A")
    assert client.post(f"/studio/posts/{posts['A'].pk}/pin/").status_code == 403
    assert "On top of the blog" not in client.get("/studio/posts/").text
