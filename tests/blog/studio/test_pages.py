"""/studio/pages/: the list, a new page, an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.blog.studio.conftest import House

if TYPE_CHECKING:
    from blog.models import Page

NEW = "/studio/pages/new/"


def typed_page(**fields: Any) -> dict[str, Any]:
    words = {"title": "Walks", "content": "Where to go.", "slug": "", "position": "3"}
    return words | {"in_navigation": "on", "version": "1"} | fields


def newest(house: House) -> Page:
    from blog.models import Page

    with house.inside():
        return Page.objects.latest("id")


def test_the_list_has_each_page_and_its_place(house: House) -> None:
    house.as_owner.post(NEW, typed_page())
    house.as_owner.post(NEW, {**typed_page(title="Hidden"), "in_navigation": ""})
    page = house.as_owner.get("/studio/pages/")
    assert "Walks" in page.text
    assert "By its address only" in page.text


def test_a_new_page_is_public_at_once(house: House) -> None:
    answer = house.as_owner.post(NEW, typed_page(), follow=True)
    page = newest(house)
    assert (page.title, page.slug, page.position, page.in_navigation) == ("Walks", "walks", 3, True)
    assert "Saved, and public." in answer.text
    assert house.client().get("/walks/").status_code == 200


def test_editing_counts_the_version_up_and_hides_from_navigation(house: House) -> None:
    house.as_owner.post(NEW, typed_page())
    page = newest(house)
    sent = typed_page(content="New.", slug=page.slug, version=page.version)
    del sent["in_navigation"]
    house.as_owner.post(f"/studio/pages/{page.pk}/edit/", sent)
    again = newest(house)
    assert (again.content, again.version, again.in_navigation) == ("New.", 2, False)


def test_bad_input_is_refused_by_the_field_and_kept(house: House) -> None:
    house.as_owner.post(NEW, typed_page())
    table = [
        ("title", "", "needs a title"),
        ("title", "a\0b", "U+0000"),
        ("content", "a\0b", "U+0000"),
        ("slug", "walks", "has this address already"),
        ("slug", "studio", "uses this address"),
        ("slug", "Blog", "uses this address"),
        ("slug", "2026", "Digits alone"),
        ("position", "-1", "greater than or equal to 0"),
        ("position", "9" * 40, "less than or equal to"),
        ("position", "first", "whole number"),
    ]
    before = newest(house).pk
    for field, value, sentence in table:
        answer = house.as_owner.post(NEW, typed_page(content="Words to keep.") | {field: value})
        assert list(answer.context["form"].errors) == [field]
        assert sentence in answer.context["form"].errors[field][0]
        assert "Words to keep." in answer.text or field == "content"
    assert newest(house).pk == before


def test_an_empty_place_is_the_first(house: House) -> None:
    house.as_owner.post(NEW, typed_page(position=""))
    assert newest(house).position == 0
