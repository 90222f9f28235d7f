"""What a post once said, and the way back to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.blog.studio.conftest import House, typed
from tests.blog.studio.test_post_words import keep, revisions, send

if TYPE_CHECKING:
    from blog.models import Post


def kinds(house: House, post: Post) -> list[tuple[int, str, str]]:
    return [(one.version, one.kind, one.content) for one in revisions(house, post)]


def save(house: House, post: Post, **fields: Any) -> None:
    data = typed(title="Salt", slug=post.slug) | fields
    answer = house.as_owner.post(f"/studio/posts/{post.pk}/edit/", data)
    assert answer.status_code == 302


def test_what_is_written_in_one_sitting_is_one_resting_point(house: House) -> None:
    post = house.post()
    for version, content in enumerate(("a", "ab", "abc"), start=1):
        keep(house, post, content=content, version=version)
    assert kinds(house, post) == [(1, "saved", "Two kinds."), (4, "rest", "abc")]


def test_a_sitting_ends_after_ten_minutes_and_with_another_person(
    house: House, member: Callable[..., Client]
) -> None:
    post = house.post()
    keep(house, post, content="a", version=1)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        keep(house, post, content="ab", version=2)
        send(member("editor"), f"/studio/posts/{post.pk}/words/", content="abc", version=3)
    assert [content for _version, _kind, content in kinds(house, post)] == [
        "Two kinds.", "a", "ab", "abc",
    ]  # fmt: skip


def test_a_save_that_adds_nothing_to_a_resting_point_is_one_with_it(house: House) -> None:
    post = house.post()
    keep(house, post, content="Three.", version=1)
    save(house, post, content="Three.", version="2")
    assert kinds(house, post) == [(1, "saved", "Two kinds."), (3, "saved", "Three.")]


def test_every_publish_is_kept(house: House) -> None:
    post = house.post(published=True)
    save(house, post, content="Three.", version="1", do="save")
    save(house, post, content="Four.", version="2", do="save")
    assert kinds(house, post) == [
        (1, "public", "Two kinds."), (2, "public", "Three."), (3, "public", "Four."),
    ]  # fmt: skip


def test_a_post_from_before_there_were_revisions_keeps_what_it_said(house: House) -> None:
    from blog.models import Revision

    post = house.post(published=True)
    with house.inside():
        Revision.objects.all().delete()
    save(house, post, content="Three.", version="1")
    assert kinds(house, post) == [(1, "public", "Two kinds."), (2, "public", "Three.")]


def test_the_list_says_who_and_when(house: House, member: Callable[..., Client]) -> None:
    post = house.post()
    send(member("editor"), f"/studio/posts/{post.pk}/words/", content="Hers.", version=1)
    page = house.as_owner.get(f"/studio/posts/{post.pk}/revisions/")
    rows = page.context["rows"]
    assert [(row.who, row.revision.version, row.newest) for row in rows] == [
        ("Somebody without a byline", 2, True), ("You", 1, False),
    ]  # fmt: skip
    assert page.text.count("<time datetime=") == 2


def test_a_byline_names_who_it_was(house: House, bob: Any, member: Callable[..., Client]) -> None:
    from blog.models import Author

    with house.inside():
        Author.objects.create(name="Bob the Second", slug="bob", user_id=bob.pk)
    post = house.post()
    send(member("editor"), f"/studio/posts/{post.pk}/words/", content="Hers.", version=1)
    page = house.as_owner.get(f"/studio/posts/{post.pk}/revisions/")
    assert page.context["rows"][0].who == "Bob the Second"


@pytest.mark.parametrize("query", ["old=1&new=2", "old=2&new=1"])
def test_any_two_are_compared_by_words(house: House, query: str) -> None:
    post = house.post(content="She took it down.")
    keep(house, post, content="She took it <b>away</b>.", title="Salt again", version=1)
    page = house.as_owner.get(f"/studio/posts/{post.pk}/revisions/compare/?{query}")
    assert re.findall(r"<del[^>]*>(.*?)</del>", page.text) == ["Salt", "down."]
    assert re.findall(r"<ins[^>]*>(.*?)</ins>", page.text) == [
        "Salt again", "&lt;b&gt;away&lt;/b&gt;.",
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["", "old=1", "old=1&new=x", "old=1&new=99", "old=-1&new=1"])
def test_a_pair_that_is_none_is_not_there(house: House, query: str) -> None:
    post = house.post()
    path = f"/studio/posts/{post.pk}/revisions/compare/?{query}"
    assert house.as_owner.get(path).status_code == 404


def test_a_revision_of_another_post_is_not_there(house: House) -> None:
    post, other = house.post(), house.post(title="Other")
    keep(house, other, title="Other", content="Three.", version=1)
    path = f"/studio/posts/{post.pk}/revisions/2/restore/"
    assert house.as_owner.post(path).status_code == 404


def test_bringing_back_is_one_revision_more_and_undo_brings_back_the_other(house: House) -> None:
    post = house.post()
    keep(house, post, content="Three.", version=1)
    path = f"/studio/posts/{post.pk}/revisions/"
    page = house.as_owner.post(f"{path}1/restore/", follow=True)
    assert kinds(house, post)[-1] == (3, "restored", "Two kinds.")
    assert house.again(post).content == "Two kinds."
    undo = re.search(r'formaction="([^"]+/restore/)"', page.text)
    assert undo is not None
    house.as_owner.post(undo[1])
    assert [one.content for one in revisions(house, post)] == [
        "Two kinds.", "Three.", "Two kinds.", "Three.",
    ]  # fmt: skip


def test_readers_of_a_published_post_see_nothing_of_what_is_brought_back(house: House) -> None:
    post = house.post(published=True)
    save(house, post, content="Three.", version="1")
    house.as_owner.post(f"/studio/posts/{post.pk}/revisions/1/restore/")
    assert house.again(post).content == "Three."
    assert house.again(post).has_changes
    form = house.as_owner.get(f"/studio/posts/{post.pk}/edit/").context["form"]
    assert form["content"].value() == "Two kinds."


def test_what_readers_see_now_and_after_update(house: House) -> None:
    post = house.post(published=True, content="She took it down.")
    path = f"/studio/posts/{post.pk}/changes/"
    assert "nothing waits" in house.as_owner.get(path).text
    keep(house, post, content="She took it away.")
    page = house.as_owner.get(path)
    assert "<del>down.</del>" in page.text
    assert "<ins>away.</ins>" in page.text


def test_changes_that_are_dropped_can_be_brought_back(house: House) -> None:
    post = house.post(published=True)
    keep(house, post, content="Three.")
    page = house.as_owner.post(f"/studio/posts/{post.pk}/changes/drop/", follow=True)
    assert page.context["form"]["content"].value() == "Two kinds."
    assert not house.again(post).has_changes
    undo = re.search(r'formaction="([^"]+/restore/)"', page.text)
    assert undo is not None
    page = house.as_owner.post(undo[1], follow=True)
    assert page.context["form"]["content"].value() == "Three."


def test_resting_points_without_end_are_thinned(house: House) -> None:
    from blog.actions import revisions as kept
    from blog.models import Revision

    post = house.post()
    with house.inside():
        rows = [
            Revision(post=post, version=n, kind="rest", saved_by_id=house.owner.pk)
            for n in range(2, kept.MOST_RESTS + 50)
        ]
        Revision.objects.bulk_create(rows)
        type(post).objects.update(version=kept.MOST_RESTS + 49)
    save(house, post, content="Three.", version=str(kept.MOST_RESTS + 49))
    left = kinds(house, post)
    assert sum(kind == "rest" for _version, kind, _content in left) == kept.MOST_RESTS
    assert left[0][1] == "saved"


def test_an_erased_person_is_forgotten(house: House) -> None:
    from blog.forget import forget_user

    post = house.post()
    forget_user({"tenant_id": str(house.tenant.pk), "user_id": str(house.owner.pk)})
    assert revisions(house, post)[0].saved_by_id is None


@pytest.mark.parametrize("settings", [[], "x", 3, {"slug": 3, "tags": ["a"], "author": None}])
def test_settings_that_an_archive_brought_break_no_page(house: House, settings: object) -> None:
    from blog.models import Revision

    post = house.post()
    keep(house, post, content="Three.")
    with house.inside():
        Revision.objects.update(settings=settings)
    page = house.as_owner.get(f"/studio/posts/{post.pk}/edit/")
    assert page.context["form"]["slug"].value() == post.slug
    path = f"/studio/posts/{post.pk}/revisions/1/restore/"
    assert house.as_owner.post(path).status_code == 302
