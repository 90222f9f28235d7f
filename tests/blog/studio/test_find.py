"""/studio/find/: this blog's things and the studio's places, for each role what it may open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.blog.studio.conftest import House
from tests.conftest import MakeBlog

URL = "/studio/find/"


def hits(answer: Any) -> dict[str, list[str]]:
    return {
        str(group.label): [hit.title for hit in group.hits] for group in answer.context["groups"]
    }


@pytest.fixture
def full(house: House) -> House:
    """One of everything that has salt in its name."""
    from blog.media.models import Picture
    from blog.models import Author, Category, Page

    house.post(title="On salt", tags=("salt",))
    house.post(title="Salt, and other ways", published=True)
    with house.inside():
        Page.objects.create(title="Salt works", slug="salt-works")
        Category.objects.create(name="Salty", slug="salty")
        Author.objects.create(name="Sal Salt", slug="sal")
        size = {"kind": "PNG", "width": 1, "height": 1, "size": 1}
        Picture.objects.create(name="heap", alt="A heap of salt", **size)
    return house


def test_everything_of_the_blog_is_found_what_begins_so_first(full: House) -> None:
    found = hits(full.as_owner.get(f"{URL}?q=SALT"))
    assert found == {
        "Posts": ["Salt, and other ways", "On salt"],
        "Pages": ["Salt works"],
        "Categories": ["Salty"],
        "Tags": ["salt"],
        "Authors": ["Sal Salt"],
        "Media": ["heap"],
    }
    assert hits(full.as_owner.get(f"{URL}?q=ways+salt"))["Posts"] == ["Salt, and other ways"]


def test_nothing_is_asked_and_the_way_on_is_there(full: House) -> None:
    answer = full.as_owner.get(URL)
    found = hits(answer)
    assert "Create New Post" in found["Go to"]
    assert set(found["Posts"]) == {"On salt", "Salt, and other ways"}
    assert 'href="/studio/posts/new/"' in answer.text


@pytest.mark.parametrize("asked", ["zzz", "%", "_", "\\", "<b>", "a" * 300])
def test_what_is_nowhere_is_not_found(full: House, asked: str) -> None:
    answer = full.as_owner.get(URL, {"q": asked})
    assert answer.status_code == 200
    assert "Nothing on this blog matches." in answer.text or len(asked) > 200
    assert "<b>" not in answer.text.partition("<main")[2].replace("<b>Marginalia</b>", "")


def test_each_role_finds_what_it_may_open(
    full: House, member: Callable[[str], Client], bob: User
) -> None:
    full.post(by=bob, title="Bob on salt")
    seen = {
        "contributor": {"Posts", "Media"},
        "author": {"Posts", "Media"},
        "editor": {"Posts", "Pages", "Categories", "Tags", "Authors", "Media"},
    }
    for role, groups in seen.items():
        found = hits(member(role).get(f"{URL}?q=salt"))
        assert set(found) == groups, role
        if role != "editor":
            assert found["Posts"] == ["Bob on salt"]
    assert "Go to" not in hits(member("editor").get(f"{URL}?q=settings"))
    assert "Settings: domain" in hits(full.as_owner.get(f"{URL}?q=settings"))["Go to"]


def test_another_blog_is_gone_to_and_never_looked_into(
    full: House, make_blog: MakeBlog, alice: User
) -> None:
    other = make_blog("second", owner=alice, name="Second thoughts")
    with_post = House(other, alice, full.client_of, full.client_of(other, alice))
    with_post.post(title="Salt elsewhere")
    answer = full.as_owner.get(f"{URL}?q=second")
    assert hits(answer)["Your other blogs"] == ["Second thoughts"]
    assert "second.inkstead.localhost" in answer.text
    assert "Salt elsewhere" not in full.as_owner.get(f"{URL}?q=salt").text


@pytest.mark.parametrize(("query", "most"), [("?q=salt", 3), ("?q=salt&box=1", 1), ("?box=1", 1)])
def test_it_asks_the_blog_little(full: House, query: str, most: int) -> None:
    with CaptureQueriesContext(connection) as said:
        full.as_owner.get(URL + query)
    blogs = [one["sql"] for one in said if '"blog_' in one["sql"] or '"contact_' in one["sql"]]
    assert len(blogs) <= most, blogs


def test_the_box_gets_options_alone(full: House) -> None:
    answer = full.as_owner.get(f"{URL}?q=salt&box=1")
    assert "<html" not in answer.text
    assert answer.text.count('role="option"') == 7
    assert "7 found" in answer.text


def test_what_is_in_the_trash_is_not_found(full: House) -> None:
    from blog.actions.trash_post import trash_post
    from blog.models import Post

    with full.inside():
        trash_post(Post.objects.get(title="On salt"), by=full.owner)
    assert hits(full.as_owner.get(f"{URL}?q=salt"))["Posts"] == ["Salt, and other ways"]
