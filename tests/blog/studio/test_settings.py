"""GET and POST /studio/settings/."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.blog.studio.conftest import House

URL = "/studio/settings/"


def typed_settings(**fields: Any) -> dict[str, Any]:
    words = {"name": "The Long Sitting", "description": "Waiting rooms."}
    return words | {"language": "pt", "time_zone": "Europe/Lisbon"} | fields


def test_it_saves(house: House) -> None:
    from blog.models import Blog

    answer = house.as_owner.post(URL, typed_settings(), follow=True)
    assert "Saved." in answer.text
    assert "The Long Sitting" in answer.text
    with house.inside():
        blog = Blog.objects.current()
    assert (blog.language, blog.time_zone) == ("pt", "Europe/Lisbon")


def test_languages_by_their_own_names_and_zones_by_city(house: House) -> None:
    page = house.as_owner.get(URL)
    assert "Português" in page.text
    assert '<optgroup label="Europe">' in page.text
    assert ">Buenos Aires, Argentina</option>" in page.text


def test_bad_input_is_refused_by_the_field_and_kept(house: House) -> None:
    from blog.models import Blog

    table = [
        ("name", "", "needs a name"),
        ("name", "a\0b", "U+0000"),
        ("name", "x" * 121, "120"),
        ("description", "x" * 301, "300"),
        ("language", "xx", "from the list"),
        ("time_zone", "Mars/Olympus", "from the list"),
        ("time_zone", "../../etc/passwd", "from the list"),
    ]
    for field, value, sentence in table:
        page = house.as_owner.post(URL, typed_settings(description="Kept words.") | {field: value})
        assert list(page.context["form"].errors) == [field]
        assert sentence in page.context["form"].errors[field][0]
        assert "Kept words." in page.text or field == "description"
    with house.inside():
        assert Blog.objects.current().name == "Marginalia"


def test_what_is_stored_is_a_choice_even_when_no_list_has_it(house: House) -> None:
    from blog.models import Blog

    with house.inside():
        Blog.objects.update(time_zone="US/Pacific", language="tlh")
    page = house.as_owner.get(URL)
    assert '<option value="US/Pacific" selected>' in page.text
    assert '<option value="tlh" selected>' in page.text


def test_whether_readers_can_write_is_a_checkbox(house: House) -> None:
    from blog.models import Blog

    assert 'name="takes_messages"' in house.as_owner.get(URL).text
    for sent, expected in ({"takes_messages": "on"}, True), ({}, False):
        house.as_owner.post(URL, typed_settings(**sent))
        with house.inside():
            assert Blog.objects.current().takes_messages is expected
        assert ("letterbox" in house.client().get("/contact/").text) is expected


def test_the_owner_finds_the_way_to_the_blog_as_a_whole(
    house: House, member: Callable[[str], Client]
) -> None:
    whole = [f"/blogs/{house.tenant.pk}/{page}/" for page in ("archive", "transfer", "delete")]
    page = house.as_owner.get(URL).text
    assert [path in page for path in whole] == [True, True, True]
    others = member("admin").get(URL).text
    assert not any(path in others for path in whole)
