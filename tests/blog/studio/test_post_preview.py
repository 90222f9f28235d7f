"""GET /studio/posts/<id>/preview/: the reader's own page, for those who may edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.test import Client

from tests.blog.studio.conftest import House

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import Post


def url(post: Post) -> str:
    return f"/studio/posts/{post.pk}/preview/"


def test_a_draft_in_the_blogs_own_look(house: House) -> None:
    post = house.post(title="Salt", content="Two *kinds*.", tags=("winter",))
    page = house.as_owner.get(url(post))
    assert page.status_code == 200
    assert "<em>kinds</em>" in page.text
    assert "winter" in page.text
    assert 'data-theme="folio"' in page.text
    assert f"/studio/posts/{post.pk}/edit/" in page.text


def test_it_is_for_no_search_engine_and_no_cache(house: House) -> None:
    page = house.as_owner.get(url(house.post(published=True)))
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]
    assert 'name="robots" content="noindex"' in page.text


def test_readers_do_not_get_it(house: House) -> None:
    post = house.post()
    assert house.client().get(url(post)).status_code == 302
    assert house.client().get(post.get_absolute_url()).status_code == 404


def test_an_author_sees_their_own_alone(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client = member("author")
    assert client.get(url(house.post())).status_code == 403
    assert client.get(url(house.post(by=bob))).status_code == 200
