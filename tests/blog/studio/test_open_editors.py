"""An editor that is open while categories and tags are put in order brings no old name back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import Category, Post
from tests.blog.studio.conftest import House, typed
from tests.support.hands import Hands
from tests.support.waiting import until, waiting


def now() -> str:
    return timezone.now().isoformat()


def tag_path(house: House, name: str) -> str:
    from blog.models import Tag

    with house.inside():
        return f"/studio/tags/{Tag.objects.get(name=name).pk}/"


def category(house: House, name: str) -> Category:
    from blog.actions.save_category import save_category

    with house.inside():
        return save_category(None, by=house.owner, name=name)


def names(house: House, post: Post) -> set[str]:
    return {tag.name for tag in house.again(post).tags.all()}


def form_of(house: House, post: Post) -> Any:
    return house.as_owner.get(f"/studio/posts/{post.pk}/edit/").context["form"]


def save(house: House, post: Post, **fields: Any) -> int:
    sent = typed(title="Salt", content="Two.", version=house.again(post).version, **fields)
    return house.as_owner.post(f"/studio/posts/{post.pk}/edit/", sent).status_code


def keep(house: House, post: Post, opened: str = "", **settings: str) -> None:
    """What the editor's script does."""
    version = house.again(post).version
    words = {"title": "Salt", "content": "Two.", "excerpt": "", "version": version}
    body = json.dumps(words | {"opened": opened, "settings": settings})
    path = f"/studio/posts/{post.pk}/words/"
    assert house.as_owner.post(path, body, content_type="application/json").status_code == 200


def merge_tags(house: House, one: str, into: str) -> str:
    path = tag_path(house, one)
    house.as_owner.post(f"{path}merge/", {"into": into})
    return path


def test_the_editor_says_since_when_it_is_open(house: House) -> None:
    page = house.as_owner.get(f"/studio/posts/{house.post().pk}/edit/")
    assert f'name="opened" value="{page.context["form"]["opened"].value()}' in page.text


def test_a_renamed_tag_stays_renamed_when_an_open_editor_saves(house: House) -> None:
    post, opened = house.post(tags=("salt", "winter")), now()
    house.as_owner.post(tag_path(house, "salt"), {"name": "Sea salt", "slug": "salt"})
    assert save(house, post, tags="Salt, winter", opened=opened) == 302
    assert names(house, post) == {"Sea salt", "winter"}


def test_so_does_a_merged_one_however_often_it_was_merged(house: House) -> None:
    post, opened = house.post(tags=("salt", "winter")), now()
    house.post(title="Others", tags=("sea", "ocean"))
    merge_tags(house, "salt", "sea")
    merge_tags(house, "sea", "ocean")
    assert save(house, post, tags="salt, winter", opened=opened) == 302
    assert names(house, post) == {"ocean", "winter"}


def test_who_types_the_name_afterwards_gets_a_tag_of_that_name(house: House) -> None:
    post = house.post(tags=("salt", "sea"))
    merge_tags(house, "salt", "sea")
    assert save(house, post, tags="salt, sea", opened=now()) == 302
    assert names(house, post) == {"salt", "sea"}


@pytest.mark.parametrize("opened", ["", "yesterday", "2026-01-01T00:00:00", "9" * 50])
def test_what_is_no_moment_asks_for_nothing(house: House, opened: str) -> None:
    post = house.post(tags=("salt",))
    assert save(house, post, tags="salt", opened=opened) == 302


def test_what_an_open_editor_keeps_by_itself_follows_too(house: House) -> None:
    post, opened = house.post(published=True, tags=("salt", "winter")), now()
    house.post(title="Other", tags=("sea",))
    path = merge_tags(house, "salt", "sea")
    keep(house, post, opened, tags="salt, winter")
    assert form_of(house, post)["tags"].value() == "sea, winter"
    house.as_owner.post(f"{path}restore/")
    assert form_of(house, post)["tags"].value() == "salt, winter"


def test_a_merged_category_is_the_other_one_for_an_open_editor(house: House) -> None:
    letters, walking = category(house, "Letters"), category(house, "Walking")
    post, opened = house.post(category=letters, published=True), now()
    house.as_owner.post(f"/studio/categories/{letters.pk}/merge/", {"into": walking.pk})
    keep(house, post, opened, category=str(letters.pk))
    assert form_of(house, post)["category"].value() == str(walking.pk)
    assert save(house, post, category=letters.pk, opened=opened) == 302
    assert house.again(post).category == walking
    assert save(house, post, new_category="LETTERS", opened=opened) == 302
    assert house.again(post).category == walking
    with house.inside():
        assert not Category.objects.filter(name__iexact="letters").exists()


@pytest.mark.parametrize("deed", ["merge", "delete"])
def test_undo_brings_back_what_was_typed(house: House, deed: str) -> None:
    post, other = house.post(published=True, tags=("salt",)), house.post(tags=("sea",))
    both = house.post(title="Both", published=True)
    keep(house, post, tags="Salt, winter")
    keep(house, both, tags="salt,sea")
    path = tag_path(house, "salt")
    house.as_owner.post(f"{path}{deed}/", {"into": "sea"})
    merged = {"merge": "sea, winter", "delete": "winter"}[deed]
    assert form_of(house, post)["tags"].value() == merged
    assert form_of(house, both)["tags"].value() == "sea"
    house.as_owner.post(f"{path}restore/")
    assert form_of(house, post)["tags"].value() == "Salt, winter"
    assert form_of(house, both)["tags"].value() == "salt,sea"
    assert names(house, other) == {"sea"}


def test_undo_leaves_what_was_typed_since(house: House) -> None:
    added, taken = house.post(tags=("salt",)), house.post(title="Two", tags=("salt", "sea"))
    for post in (added, taken):
        keep(house, post, tags="salt")
    path = merge_tags(house, "salt", "sea")
    keep(house, added, now(), tags="sea, winter")
    keep(house, taken, now(), tags="")
    house.as_owner.post(f"{path}restore/")
    assert form_of(house, added)["tags"].value() == "winter, salt"
    assert form_of(house, taken)["tags"].value() == ""


def test_undo_brings_back_the_category_that_was_chosen(house: House) -> None:
    letters, walking = category(house, "Letters"), category(house, "Walking")
    chosen, other = house.post(published=True), house.post(title="Two", published=True)
    for post in (chosen, other):
        keep(house, post, category=str(letters.pk))
    path = f"/studio/categories/{letters.pk}/"
    house.as_owner.post(f"{path}merge/", {"into": walking.pk})
    assert form_of(house, chosen)["category"].value() == str(walking.pk)
    keep(house, other, now(), category="")
    house.as_owner.post(f"{path}restore/")
    assert form_of(house, chosen)["category"].value() == str(letters.pk)
    assert form_of(house, other)["category"].value() == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", ["merge", "delete", "restore"])
def test_posts_are_held_in_their_order(house: House, deed: str) -> None:
    """As a change to many posts holds them: who holds the first may go on to the last."""
    letters, walking = category(house, "Letters"), category(house, "Walking")
    first = house.post(category=letters)
    last = house.post(title="Two", category=letters if deed == "delete" else None)
    keep(house, last, category=str(letters.pk))
    path = f"/studio/categories/{letters.pk}/"
    if deed == "restore":
        house.as_owner.post(f"{path}merge/", {"into": walking.pk})
    if deed == "delete":
        with house.inside():  # so that its row lies before that of the first
            Post.objects.filter(pk=first.pk).update(title="Salt again")
    with Hands(1) as pool, house.inside():
        list(Post.objects.filter(pk=first.pk).hold())
        doing = pool.submit(house.as_owner.post, f"{path}{deed}/", {"into": walking.pk})
        until(waiting)
        list(Post.objects.filter(pk=last.pk).hold())
    assert doing.result().status_code == 302


def test_a_merge_reads_no_texts(house: House) -> None:
    from django.db import connection

    post = house.post(tags=("salt", "sea"))
    keep(house, post, tags="salt")
    with CaptureQueriesContext(connection) as seen:
        merge_tags(house, "salt", "sea")
    read = [one["sql"] for one in seen if '"blog_revision"' in one["sql"]]
    assert read and not any('"blog_revision"."content"' in sql for sql in read)
