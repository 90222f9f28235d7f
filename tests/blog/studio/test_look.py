"""GET and POST /studio/settings/look/, its preview, its words about an accent, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.blog.studio.conftest import House

URL = "/studio/settings/look/"


def chosen(**fields: Any) -> dict[str, Any]:
    plain = {"theme": "signal", "accent": "", "picked": "#8f2d14", "shown": "#8f2d14", "scheme": ""}
    return plain | fields


def look_of(house: House) -> dict[str, Any]:
    from blog.models import Blog

    with house.inside():
        return {**Blog.objects.current().kept_look}


def test_it_shows_each_theme_with_the_blogs_own_posts(house: House) -> None:
    house.post(title="Salt and iron", published=True)
    page = house.as_owner.get(URL)
    for theme in ("folio", "signal", "fern"):
        assert f'data-sample="{theme}"' in page.text
    assert page.text.count("Salt and iron") >= 3
    assert 'value="folio" checked' in page.text


def test_it_shows_them_before_anything_is_published(house: House) -> None:
    assert house.as_owner.get(URL).text.count("What the river keeps") == 3


def test_it_saves_and_readers_see_it(house: House) -> None:
    answer = house.as_owner.post(URL, chosen(accent="#0A5", scheme="dark"), follow=True)
    assert "Saved. Readers see it now." in answer.text
    assert look_of(house) == {"theme": "signal", "accent": "#00aa55", "scheme": "dark"}
    page = house.client().get("/").text
    assert 'data-theme="signal" data-scheme="dark"' in page
    assert 'rel="preload" href="/static/fonts/hanken-grotesk-latin' in page
    assert "faces/signal" in page
    assert "faces/folio" not in page
    assert "/look/signal-00aa55." in page


def test_a_pale_accent_is_told_of_and_shown_beside_what_readers_get(house: House) -> None:
    answer = house.as_owner.post(URL, chosen(accent="#ffe680"), follow=True)
    assert "In light #ffe680 is too pale to read (contrast 1.1; words need 4.5)" in answer.text
    assert "readers see the darker #846f00." in answer.text
    assert 'fill="#ffe680"' in answer.text
    assert 'fill="#846f00"' in answer.text
    assert "In dark it stays #ffe680" in answer.text


def test_without_script_what_was_moved_last_counts(house: House) -> None:
    table = [
        ({"accent": "", "picked": "#123456"}, "#123456"),  # the picker was moved
        ({"accent": "#654321"}, "#654321"),  # only written
        ({"accent": ""}, ""),  # neither: the theme's own
        ({"accent": "#654321", "picked": "#123456", "shown": "#123456"}, "#654321"),
    ]
    for fields, accent in table:
        house.as_owner.post(URL, chosen(**fields))
        assert look_of(house)["accent"] == accent


def test_bad_input_is_refused_by_the_field_and_kept(house: House) -> None:
    table = [
        ("accent", "greenish", "six digits or letters"),
        ("accent", "#12345", "six digits or letters"),
        ("theme", "", "one of the themes"),
        ("theme", "<b>", "one of the themes"),
        ("scheme", "dim", "light, dark or neither"),
    ]
    for field, value, sentence in table:
        page = house.as_owner.post(URL, chosen(scheme="light") | {field: value})
        assert list(page.context["form"].errors) == [field]
        assert sentence in page.context["form"].errors[field][0]
    assert 'value="greenish"' in house.as_owner.post(URL, chosen(accent="greenish")).text
    assert look_of(house) == {"theme": "folio", "accent": "", "scheme": ""}


def test_undo_brings_the_look_before_back(house: House) -> None:
    assert "Back to the look before" not in house.as_owner.get(URL).text
    house.as_owner.post(URL, chosen())
    page = house.as_owner.get(URL)
    assert "Back to the look before" in page.text
    answer = house.as_owner.post(f"{URL}back/", follow=True)
    assert "The look before is back." in answer.text
    assert look_of(house)["theme"] == "folio"


def test_there_may_be_no_look_before(house: House) -> None:
    assert (
        "There is no look before this one." in house.as_owner.post(f"{URL}back/", follow=True).text
    )


def test_a_preview_shows_the_real_pages_and_saves_nothing(house: House) -> None:
    house.post(title="Salt and iron", published=True)
    query = {"theme": "fern", "accent": "#ffe680", "scheme": "dark"}
    page = house.as_owner.get(f"{URL}preview/", query)
    assert 'data-theme="fern" data-scheme="dark"' in page.text
    assert "/look/fern-ffe680." in page.text
    assert "Nothing is saved." in page.text
    assert "Salt and iron" in page.text
    assert page["X-Robots-Tag"] == "noindex"
    post = house.as_owner.get(f"{URL}preview/", query | {"at": "post"})
    assert "<article" in post.text
    assert "Two kinds." in post.text
    back = house.as_owner.get(URL, query)
    assert 'value="fern" checked' in back.text
    assert 'name="picked" value="#ffe680"' in back.text
    assert look_of(house)["theme"] == "folio"


def test_a_preview_of_nonsense_leads_to_the_form_that_says_so(house: House) -> None:
    query = {"theme": "fern", "accent": "greenish"}
    page = house.as_owner.get(f"{URL}preview/", query, follow=True)
    assert page.redirect_chain
    assert "six digits or letters" in page.text


def test_the_words_for_an_accent_not_saved_yet(house: House) -> None:
    answer = house.as_owner.get(f"{URL}accent/", chosen(theme="folio", accent="#ffe680"))
    assert 'data-scheme="light" data-shown="#806c00"' in answer.text
    assert house.as_owner.get(f"{URL}accent/", chosen(accent="greenish")).status_code == 400
    assert look_of(house)["accent"] == ""


@pytest.mark.parametrize("path", ["", "preview/?theme=fern", "accent/?theme=fern"])
def test_who_may_configure_may_look(
    path: str, member: Callable[[str], Client], outsider: Client, house: House
) -> None:
    assert outsider.get(URL + path).status_code == 404
    assert member("editor").get(URL + path).status_code == 403
    assert house.client().get(URL + path).status_code == 302
