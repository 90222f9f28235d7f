"""What stands on top of the blog, and in which order."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pytest
from django.test import Client
from django.utils import timezone

from blog.actions.pin_post import MOST_PINNED, TooManyPins, pin_post
from blog.models import Post
from journal.models import AuditEntry
from tests.blog.studio.conftest import House
from tests.support.hands import Hands
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


def test_undo_puts_it_back_into_its_place(house: House) -> None:
    posts = write(house, "A", "B", "C")
    for title in "ABC":
        press(house.as_owner, posts[title], "pin")
    page = press(house.as_owner, posts["B"], "unpin")
    (undo,) = re.findall(r'formaction="(/studio/posts/\d+/pin/\?place=\d)"', page)
    assert titles_at(house.client(), "/") == ["A", "C", "B"]
    house.as_owner.post(undo)
    assert titles_at(house.client(), "/") == ["A", "B", "C"]
    press(house.as_owner, posts["A"], "unpin")
    house.as_owner.post(f"/studio/posts/{posts['A'].pk}/pin/?place=x")
    assert titles_at(house.client(), "/") == ["B", "C", "A"]


def test_what_comes_out_of_the_trash_takes_no_place_that_others_have(house: House) -> None:
    posts = list(write(house, *(f"Post {n}" for n in range(MOST_PINNED + 1))).values())
    for post in posts[:-1]:
        press(house.as_owner, post, "pin")
    press(house.as_owner, posts[0], "trash")
    press(house.as_owner, posts[-1], "pin")
    press(house.as_owner, posts[0], "restore")
    assert house.again(posts[0]).pinned is None
    press(house.as_owner, posts[1], "trash")
    press(house.as_owner, posts[1], "restore")
    assert house.again(posts[1]).pinned is not None


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_no_more_than_there_are_places(house: House) -> None:
    posts = list(write(house, *(f"Post {n}" for n in range(MOST_PINNED + 3))).values())
    start = Barrier(len(posts), timeout=60)

    def pin(post: Post) -> None:
        start.wait()
        with house.inside(), suppress(TooManyPins):
            pin_post(Post.objects.get(pk=post.pk), by=house.owner)

    with Hands(len(posts)) as hands:
        list(hands.map(pin, posts))
    with house.inside():
        places = list(Post.objects.kept().pins().values_list("pinned", flat=True))
    assert places == list(range(1, MOST_PINNED + 1))
