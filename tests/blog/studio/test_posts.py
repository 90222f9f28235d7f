"""GET /studio/posts/: tabs, search, filters, pages, and what each role sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.blog.studio.conftest import House

if TYPE_CHECKING:
    from accounts.models import User

URL = "/studio/posts/"


def titles(page: object) -> list[str]:
    return [row.post.title for row, _ in page.context["rows"]]  # type: ignore[attr-defined]


@pytest.fixture
def shelf(house: House, alice: User) -> House:
    """A draft, a published, a scheduled and a trashed post."""
    from blog.actions.publish_post import publish_post
    from blog.actions.trash_post import trash_post

    house.post(title="A draft")
    house.post(title="Out", published=True)
    waiting, gone = house.post(title="Waiting"), house.post(title="Gone")
    with house.inside():
        publish_post(waiting, by=alice, at=timezone.now() + timedelta(days=3))
        trash_post(gone, by=alice)
    return house


TABS = {
    "": {"A draft", "Out", "Waiting"},
    "all": {"A draft", "Out", "Waiting"},
    "published": {"Out"},
    "draft": {"A draft"},
    "scheduled": {"Waiting"},
    "trash": {"Gone"},
    "no such thing": {"A draft", "Out", "Waiting"},
}


def test_each_tab_has_its_posts(shelf: House, subtests: pytest.Subtests) -> None:
    for status, expected in TABS.items():
        with subtests.test(status):
            assert set(titles(shelf.as_owner.get(URL, {"status": status}))) == expected


def test_tabs_count_what_they_hold(shelf: House) -> None:
    page = shelf.as_owner.get(URL)
    counts = {tab.key: tab.count for tab in page.context["tabs"]}
    assert counts == {"all": 3, "published": 1, "draft": 1, "scheduled": 1, "trash": 1}


def test_the_trash_offers_the_way_back(shelf: House) -> None:
    page = shelf.as_owner.get(URL, {"status": "trash"})
    assert "/restore/" in page.text


def test_search_reads_titles_and_texts(house: House) -> None:
    house.post(title="Salt", content="Two kinds.")
    house.post(title="Water", content="It kept the SALT of the road.")
    house.post(title="Bread")
    assert set(titles(house.as_owner.get(URL, {"q": "salt"}))) == {"Salt", "Water"}


def test_search_takes_anything(house: House, subtests: pytest.Subtests) -> None:
    house.post(title="Salt")
    for q in ("%", "_", "\\", "' OR 1=1 --", "سلام", "🧂"):
        with subtests.test(q):
            page = house.as_owner.get(URL, {"q": q})
            assert page.status_code == 200
            assert titles(page) == []


def test_a_search_that_is_too_long_is_said_by_its_field(house: House) -> None:
    page = house.as_owner.get(URL, {"q": "x" * 3000})
    assert "q" in page.context["filters"].errors


def test_category_and_author_narrow_the_list(house: House) -> None:
    from blog.models import Author, Category

    with house.inside():
        letters = Category.objects.create(name="Letters", slug="letters")
        ines = Author.objects.create(name="Ines", slug="ines")
    house.post(title="Filed", category=letters)
    house.post(title="Signed", author=ines)
    assert titles(house.as_owner.get(URL, {"category": letters.pk})) == ["Filed"]
    assert titles(house.as_owner.get(URL, {"author": ines.pk})) == ["Signed"]
    assert titles(house.as_owner.get(URL, {"category": letters.pk, "author": ines.pk})) == []


def test_a_filter_that_means_nothing_narrows_nothing(
    house: House, subtests: pytest.Subtests
) -> None:
    house.post(title="Salt")
    for value in ("999999", "x", "-1", "9" * 40):
        with subtests.test(value):
            page = house.as_owner.get(URL, {"category": value, "author": value})
            assert titles(page) == ["Salt"]


def test_twenty_to_a_page_and_filters_go_along(house: House) -> None:
    for number in range(21):
        house.post(title=f"Salt {number}")
    first = house.as_owner.get(URL, {"q": "salt"})
    second = house.as_owner.get(URL, {"q": "salt", "page": "2"})
    assert (len(titles(first)), len(titles(second))) == (20, 1)
    assert "?q=salt&amp;page=2" in first.text


def test_a_page_that_is_not_there_shows_one_that_is(
    house: House, subtests: pytest.Subtests
) -> None:
    house.post(title="Salt")
    for number in ("0", "-3", "x", "999", "9" * 5000):
        with subtests.test(number[:5]):
            assert titles(house.as_owner.get(URL, {"page": number})) == ["Salt"]


def test_queries_do_not_grow_with_posts(house: House) -> None:
    house.post(title="Salt", tags=("a",), new_category="Letters")
    house.as_owner.get(URL)
    with CaptureQueriesContext(connection) as before:
        house.as_owner.get(URL)
    for number in range(12):
        house.post(title=f"Salt {number}", tags=("a", "b"), new_category=f"Letters {number}")
    with CaptureQueriesContext(connection) as after:
        house.as_owner.get(URL)
    assert len(after) == len(before)


def test_an_empty_blog_says_how_to_begin(house: House) -> None:
    page = house.as_owner.get(URL)
    assert "Write the first post" in page.text
    assert "Search titles and text" not in page.text


def test_a_search_without_a_find_leads_back(house: House) -> None:
    house.post(title="Salt")
    page = house.as_owner.get(URL, {"q": "pepper"})
    assert "Show everything" in page.text
    assert 'value="pepper"' in page.text


def test_an_author_sees_only_their_own(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client = member("author")
    house.post(title="Alice writes")
    house.post(title="Bob writes", by=bob)
    assert titles(client.get(URL)) == ["Bob writes"]


def test_an_editor_sees_everybodys(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client = member("editor")
    house.post(title="Alice writes")
    house.post(title="Bob writes", by=bob)
    assert set(titles(client.get(URL))) == {"Alice writes", "Bob writes"}


def test_a_post_without_title_has_a_name_to_press(house: House) -> None:
    post = house.post(title="")
    page = house.as_owner.get(URL)
    assert "No title yet" in page.text
    assert f"/studio/posts/{post.pk}/edit/" in page.text


def test_titles_are_text_not_markup(house: House) -> None:
    house.post(title="<script>alert(1)</script>")
    page = house.as_owner.get(URL)
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text
