"""POST /studio/posts/<id>/publish|unpublish|trash|restore/: what is done without opening a post."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import time_machine
from django.test import Client
from django.utils import timezone

from blog.actions.inputs import Words
from blog.actions.keep_words import keep_words
from blog.actions.publish_post import publish_post
from blog.models import Post
from tests.blog.studio.conftest import House

if TYPE_CHECKING:
    from accounts.models import User


def act(client: Client, post: Post, deed: str) -> str:
    return client.post(f"/studio/posts/{post.pk}/{deed}/", follow=True).text


def test_publish(house: House) -> None:
    post = house.post()
    assert "Published." in act(house.as_owner, post, "publish")
    assert house.again(post).is_out


def test_publish_wants_a_title(house: House) -> None:
    post = house.post(title="")
    assert "needs a title" in act(house.as_owner, post, "publish")
    assert house.again(post).status == "draft"


def test_unpublish(house: House) -> None:
    post = house.post(published=True)
    assert "It is a draft again" in act(house.as_owner, post, "unpublish")
    assert house.again(post).status == "draft"


def test_trash_and_restore(house: House) -> None:
    post = house.post(published=True)
    assert "Moved to the trash." in act(house.as_owner, post, "trash")
    assert not house.again(post).is_out
    assert "It is back." in act(house.as_owner, post, "restore")
    assert house.again(post).is_out


def test_doing_it_twice_is_doing_it_once(house: House) -> None:
    post = house.post()
    for deed in ("trash", "trash", "restore", "restore", "publish", "publish"):
        act(house.as_owner, post, deed)
    assert house.again(post).is_out


def test_a_title_with_markup_stays_text_in_the_note(house: House) -> None:
    post = house.post(title="<img src=x onerror=alert(1)>")
    act(house.as_owner, post, "trash")
    assert "<img src=x" not in act(house.as_owner, post, "restore")


def test_an_author_does_it_to_their_own_alone(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client = member("author")
    own, other = house.post(by=bob), house.post()
    for deed in ("publish", "unpublish", "trash", "restore"):
        assert client.post(f"/studio/posts/{other.pk}/{deed}/").status_code == 403
        assert client.post(f"/studio/posts/{own.pk}/{deed}/").status_code == 302


def test_a_contributor_does_it_to_none(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client = member("contributor")
    post = house.post(by=bob)
    for deed in ("publish", "unpublish", "trash", "restore"):
        assert client.post(f"/studio/posts/{post.pk}/{deed}/").status_code == 403
    assert house.again(post).trashed_at is None


def test_undo_of_taking_back_gives_readers_no_words_written_meanwhile(house: House) -> None:
    post = house.post(published=True)
    page = house.as_owner.post(f"/studio/posts/{post.pk}/unpublish/", follow=True).text
    (undo,) = re.findall(r'formaction="([^"]+\?again=\d+)"', page)
    with house.inside():
        words = Words(title="Salt", content="Not to be read yet.", excerpt="")
        keep_words(Post.objects.get(), by=house.owner, words=words, version=post.version)
    page = house.as_owner.post(undo, follow=True).text
    assert "It was changed since. Look it over, then publish it." in page
    assert house.again(post).status == "draft"
    assert house.as_owner.post(f"/studio/posts/{post.pk}/publish/?again=x").status_code == 302
    assert house.again(post).status == "draft"


def test_what_was_never_out_is_not_gone_when_its_time_comes_in_the_trash(house: House) -> None:
    soon = timezone.now() + timedelta(hours=1)
    post = house.post()
    with house.inside():
        publish_post(Post.objects.get(), by=house.owner, at=soon)
    act(house.as_owner, post, "trash")
    with time_machine.travel(soon + timedelta(hours=1)):
        assert house.client().get("/blog/salt/").status_code == 404
