"""/studio/pages/navigation/: pages, categories and links, in one order, as readers see it."""

from __future__ import annotations

import pytest

from tests.blog.studio.conftest import House
from tests.support.hands import Hands

URL = "/studio/pages/navigation/"


def seen(house: House) -> list[str]:
    """What readers have behind Archive and Search."""
    nav = house.client().get("/").context["nav_pages"]
    return [item["title"] for item in nav]


def names(house: House) -> dict[str, str]:
    context = house.as_owner.get(URL).context
    return {item.title: item.name for item in (*context["standing"], *context["out"])}


def do(house: House, deed: str, title: str) -> str:
    path = f"{URL}{names(house)[title]}/{deed}/"
    return house.as_owner.post(path, follow=True).text


def undo(house: House, page: str) -> None:
    path = page.partition(f'formaction="{URL}')[2].partition('"')[0]
    house.as_owner.post(f"{URL}{path}")


def add(house: House, title: str = "Elsewhere", url: str = "https://example.org/") -> str:
    return house.as_owner.post(URL, {"title": title, "url": url}, follow=True).text


def test_a_page_a_category_and_a_link_stand_in_one_order(house: House) -> None:
    from blog.models import Category

    with house.inside():
        category = Category.objects.create(name="Walks", slug="walks")
    house.post(published=True, category=category)
    assert seen(house) == ["About", "Contact"]
    add(house)
    do(house, "put", "Walks")
    assert seen(house) == ["About", "Contact", "Elsewhere", "Walks"]
    page = do(house, "up", "Walks")
    assert seen(house) == ["About", "Contact", "Walks", "Elsewhere"]
    undo(house, page)
    assert seen(house) == ["About", "Contact", "Elsewhere", "Walks"]
    do(house, "up", "Elsewhere")
    do(house, "up", "Elsewhere")
    assert seen(house) == ["Elsewhere", "About", "Contact", "Walks"]
    assert 'href="https://example.org/"' in house.client().get("/").text


@pytest.mark.parametrize("title", ["About", "Elsewhere"])
def test_what_is_taken_out_comes_back_to_its_place(house: House, title: str) -> None:
    add(house)
    do(house, "up", "Elsewhere")
    before = seen(house)
    page = do(house, "take", title)
    assert title not in seen(house)
    undo(house, page)
    assert seen(house) == before


def test_a_category_without_posts_for_readers_stands_there_for_nobody(house: House) -> None:
    from blog.models import Category

    with house.inside():
        category = Category.objects.create(name="Secret", slug="secret")
    house.post(category=category)
    do(house, "put", "Secret")
    assert "Secret" not in seen(house)
    assert "Secret" not in house.client().get("/").text


def test_pages_that_move_among_themselves_leave_the_rest_in_place(house: House) -> None:
    add(house)
    do(house, "up", "Elsewhere")
    assert seen(house) == ["About", "Elsewhere", "Contact"]
    number = names(house)["About"].removeprefix("page-")
    house.as_owner.post(f"/studio/pages/{number}/down/")
    assert seen(house) == ["Contact", "Elsewhere", "About"]


@pytest.mark.parametrize(
    ("title", "url", "said"),
    [
        ("", "https://example.org/", "What is the link to say?"),
        ("X", "", "Where is it to lead?"),
        ("X", "javascript:alert(1)", "Write the whole address"),
        ("X", "data:text/html,x", "Write the whole address"),
        ("X", "//example.org/", "Write the whole address"),
        ("X", "https://me:word@example.org/", "Write the whole address"),
        ("X" * 61, "https://example.org/", "characters"),
    ],
)
def test_only_addresses_of_the_web_stand_there(
    house: House, title: str, url: str, said: str
) -> None:
    assert said in add(house, title, url)
    assert seen(house) == ["About", "Contact"]


def test_what_an_archive_brought_is_not_believed(house: House) -> None:
    from blog.actions.changed import blog_changed
    from blog.models import Blog

    bad = [{"id": 1, "title": "x", "url": "javascript:alert(1)", "place": 1}, 7, {"id": "x"}]
    with house.inside():
        Blog.objects.update(links=bad)
        blog_changed()
    assert seen(house) == ["About", "Contact"]
    assert "javascript:" not in house.as_owner.get(URL).text


def test_there_is_an_end_to_links(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from blog.actions import navigate

    monkeypatch.setattr(navigate, "MOST_LINKS", 2)
    add(house, "One")
    add(house, "Two")
    assert "2 links stand there already" in add(house, "Three")
    do(house, "take", "One")
    add(house, "Three")
    assert seen(house) == ["About", "Contact", "Two", "Three"]
    assert "One" not in names(house)


@pytest.mark.parametrize("name", ["page-999", "link-9", "tag-1", "page", "x", "page-x"])
def test_what_is_nowhere_moves_nothing(house: House, name: str) -> None:
    for deed in ("up", "down", "take", "put"):
        assert house.as_owner.post(f"{URL}{name}/{deed}/?at=x").status_code == 302
    assert seen(house) == ["About", "Contact"]


@pytest.mark.django_db(transaction=True)
def test_two_who_move_at_once_lose_nothing(house: House) -> None:
    for title in ("One", "Two"):
        add(house, title)
    found = names(house)
    paths = [f"{URL}{found[title]}/up/" for title in ("One", "Two")] * 3
    with Hands(4) as pool:
        answers = list(pool.map(lambda path: house.client(house.owner).post(path), paths))
    assert {answer.status_code for answer in answers} == {302}
    assert sorted(seen(house)) == ["About", "Contact", "One", "Two"]
