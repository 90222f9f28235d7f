"""/studio/posts/many/: one change to many posts, each role's own, one entry, one Undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from journal.models import AuditEntry
from tests.blog.studio.conftest import House

if TYPE_CHECKING:
    from blog.models import Category, Post

URL = "/studio/posts/many/"


def pick(*posts: Post) -> list[str]:
    return [f"{post.pk}-{post.version}" for post in posts]


def do(client: Client, do: str, *posts: Post, **more: Any) -> str:
    answer = client.post(URL, {"do": do, "picked": pick(*posts), **more}, follow=True)
    assert answer.status_code == 200
    return answer.text


def undo(client: Client, page: str) -> str:
    path = page.partition('formaction="/studio/posts/many/')[2].partition('"')[0]
    return client.post(f"{URL}{path}", follow=True).text


def category(house: House, name: str = "Letters") -> Category:
    from blog.actions.save_category import save_category

    with house.inside():
        return save_category(None, by=house.owner, name=name)


def entries(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action))


def test_several_are_published_and_undone_with_one_entry_each(house: House) -> None:
    one, two = house.post(), house.post(title="Two")
    later = house.post(title="Later")
    at = timezone.now() + timedelta(days=2)
    with house.inside():
        from blog.actions.publish_post import publish_post

        publish_post(later, by=house.owner, at=at)
    before = len(entries("post.published"))
    page = do(house.as_owner, "publish", one, two, later)
    assert "3 posts are published." in page
    assert all(house.again(post).is_out for post in (one, two, later))
    (entry,) = entries("posts.published")
    assert entry.details["posts"] == [one.pk, two.pk, later.pk]
    assert len(entries("post.published")) == before
    assert "3 posts are as before." in undo(house.as_owner, page)
    assert [house.again(post).status for post in (one, two, later)] == [
        "draft",
        "draft",
        "published",
    ]
    assert house.again(later).published_at == at
    assert len(entries("posts.edit_undone")) == 1


@pytest.mark.parametrize(
    ("verb", "field", "value"),
    [("visibility:members", "visibility", "members"), ("trash", "trashed_at", ...)],
)
def test_other_verbs_and_back(house: House, verb: str, field: str, value: Any) -> None:
    posts = [house.post(published=True), house.post(title="Two", published=True)]
    before = [getattr(house.again(post), field) for post in posts]
    page = do(house.as_owner, verb, *posts)
    for post in posts:
        found = getattr(house.again(post), field)
        assert found == value or (value is ... and found is not None)
    undo(house.as_owner, page)
    assert [getattr(house.again(post), field) for post in posts] == before


def test_undo_gives_readers_no_words_that_were_written_since(house: House) -> None:
    post = house.post(published=True)
    page = do(house.as_owner, "unpublish", post)
    with house.inside():
        Post.objects.filter(pk=post.pk).update(content="Half a", version=F("version") + 1)
    undo(house.as_owner, page)
    assert house.again(post).status == "draft"
    page = do(house.as_owner, "publish", house.again(post))
    undo(house.as_owner, page)
    assert house.again(post).status == "draft"


def test_a_category_is_set_taken_away_and_brought_back(house: House) -> None:
    letters = category(house)
    filed, bare = house.post(category=letters), house.post(title="Bare")
    page = do(house.as_owner, f"category:{letters.pk}", filed, bare)
    assert "1 post is filed under “Letters”." in page  # the other one was already
    page = do(house.as_owner, "category:", house.again(filed), house.again(bare))
    assert house.again(filed).category is None
    undo(house.as_owner, page)
    assert house.again(filed).category == house.again(bare).category == letters


def test_a_tag_is_asked_for_first_then_put_on_and_taken_off(house: House) -> None:
    had, bare = house.post(tags=("salt",)), house.post(title="Bare")
    page = do(house.as_owner, "tag", had, bare)
    assert 'name="tag"' in page and 'name="sure"' in page
    wrong = do(house.as_owner, "tag", had, bare, sure="1", tag="a, b")
    assert "without a comma" in wrong
    page = do(house.as_owner, "tag", had, bare, sure="1", tag="SALT")
    assert "1 post is tagged" in page
    names = [[tag.name for tag in house.again(post).tags.all()] for post in (had, bare)]
    assert names == [["salt"], ["salt"]]
    undo(house.as_owner, page)
    with house.inside():
        assert [post.tags.count() for post in (had, bare)] == [1, 0]


def test_what_was_changed_meanwhile_is_left_and_named(house: House) -> None:
    same, other = house.post(), house.post(title="Changed elsewhere")
    sent = pick(same, other)
    with house.inside():
        from blog.actions.inputs import Words
        from blog.actions.keep_words import keep_words

        keep_words(other, by=house.owner, words=Words(title="New", content="x"), version=1)
    page = house.as_owner.post(URL, {"do": "publish", "picked": sent}, follow=True).text
    assert "1 post is published." in page
    assert "New" in page and "it was changed meanwhile" in page
    assert house.again(other).status == "draft"


def test_undo_leaves_what_was_changed_since(house: House) -> None:
    letters, walking = category(house), category(house, "Walking")
    one, two = house.post(), house.post(title="Two")
    page = do(house.as_owner, f"category:{letters.pk}", one, two)
    do(house.as_owner, f"category:{walking.pk}", house.again(two))
    said = undo(house.as_owner, page)
    assert "1 post is as before." in said and "Two" in said
    assert (house.again(one).category, house.again(two).category) == (None, walking)


def test_all_that_the_list_finds_is_asked_first_and_done_in_parts_by_the_worker(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blog.actions.many import edit
    from tenants.due.run import run_due

    monkeypatch.setattr(edit, "AT_ONCE", 2)
    posts = [house.post(title=f"Winter {number}") for number in range(5)]
    other = house.post(title="Summer")
    asked = {"do": "trash", "all": "1", "query": "q=winter"}
    page = house.as_owner.post(URL, asked).text
    assert "Move to trash: 5 posts" in page and "Winter 0" in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    late = house.post(title="Winter, too late")
    answer = house.as_owner.post(URL, asked | {"sure": "1", "seen": seen}, follow=True)
    assert "data-watching" in answer.text and "0 of 6" in answer.text
    assert not any(house.again(post).trashed_at for post in posts)
    run_due()
    shown = house.as_owner.get(answer.request["PATH_INFO"]).text
    assert "5 posts are in the trash." in shown
    assert "Winter, too late" in shown and "data-watching" not in shown
    assert all(house.again(post).trashed_at for post in posts)
    assert house.again(other).trashed_at is None and house.again(late).trashed_at is None
    assert len(entries("posts.trashed")) == 1
    undo(house.as_owner, shown)
    run_due()
    assert not any(house.again(post).trashed_at for post in posts)
    assert "can no longer be undone" in undo(house.as_owner, shown)


def test_who_left_meanwhile_changes_nothing(
    house: House, member: Callable[[str], Client], bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blog.actions.many import edit
    from tenants.due.run import run_due
    from tenants.models import Membership

    monkeypatch.setattr(edit, "AT_ONCE", 1)
    posts = [house.post(by=bob), house.post(by=bob, title="Two")]
    do(member("author"), "publish", *posts)
    Membership.objects.filter(user=bob, tenant=house.tenant).delete()
    run_due()
    assert {house.again(post).status for post in posts} == {"draft"}
    assert not entries("posts.published")


def test_each_role_changes_its_own(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    letters = category(house)
    own, others = house.post(by=bob, title="Bob’s"), house.post(title="Alice’s")
    out = house.post(by=bob, title="Out", published=True)
    contributor = member("contributor")
    page = do(contributor, f"category:{letters.pk}", own, others, out)
    assert "1 post is filed" in page
    assert page.count("your role does not allow it") == 1
    assert "Alice’s" not in page, "of what one does not see nothing is told"
    assert house.again(own).category == letters
    assert house.again(others).category is None and house.again(out).category is None
    assert "from the list" in do(contributor, "publish", house.again(own))
    assert house.again(own).status == "draft"
    page = do(member("author"), "publish", house.again(own), others)
    assert "1 post is published." in page
    assert house.again(others).status == "draft"
    assert "2 posts are in the trash" in do(member("editor"), "trash", house.again(own), others)


def test_nobody_sees_or_undoes_anothers_change(
    house: House, member: Callable[[str], Client]
) -> None:
    page = do(house.as_owner, "trash", house.post())
    path = page.partition('formaction="/studio/posts/many/')[2].partition('"')[0]
    editor = member("editor")
    assert editor.post(f"{URL}{path}").status_code == 404
    assert editor.get(f"{URL}{path.removesuffix('undo/')}").status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose what is to be done."),
        ({"do": "burn", "picked": ["1-1"]}, "from the list"),
        ({"do": "category:999", "picked": ["1-1"]}, "from the list"),
        ({"do": "publish"}, "Choose some posts first."),
        ({"do": "publish", "picked": ["x", "1", "1-", "-1", "9" * 30 + "-1"]}, "Choose some posts"),
        ({"do": "restore", "picked": ["1-1"]}, "from the list"),
        ({"do": "publish", "picked": ["999999-1"]}, "it is gone"),
    ],
)
def test_what_makes_no_sense_does_nothing(house: House, sent: dict[str, Any], said: str) -> None:
    assert said in house.as_owner.post(URL, sent, follow=True).text


def test_an_open_editor_is_told_and_what_is_typed_follows(house: House) -> None:
    letters, post = category(house), house.post(published=True, tags=("salt",))
    with house.inside():
        from blog.actions.inputs import Words
        from blog.actions.keep_words import keep_words

        typed = {"category": "", "tags": "salt", "visibility": "public"}
        keep_words(
            post,
            by=house.owner,
            words=Words(title="Salt", content="Three.", settings=typed),
            version=1,
        )
    do(house.as_owner, f"category:{letters.pk}", house.again(post))
    do(house.as_owner, "tag", house.again(post), sure="1", tag="winter")
    again = house.again(post)
    with house.inside():
        from blog.models import Revision

        kept = Revision.objects.all().ahead_of(again)
        assert kept is not None
        assert (kept.content, kept.version) == ("Three.", again.version)
        assert kept.typed["category"] == str(letters.pk)
        assert kept.typed["tags"] == "salt, winter"
    from tests.blog.studio.conftest import typed as form

    stale = form(title="Salt", content="Two kinds.", tags="salt", version="2")
    assert house.as_owner.post(f"/studio/posts/{post.pk}/edit/", stale).status_code == 409


def test_the_plan_leaves_what_has_no_room(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from blog.actions import room
    from tenants.plans.limits import UNLIMITED

    full = type(UNLIMITED)(
        **{**{f: getattr(UNLIMITED, f) for f in UNLIMITED.__slots__}, "posts": 1}
    )
    monkeypatch.setattr(room, "current_limits", lambda: full)
    page = do(house.as_owner, "publish", house.post(), house.post(title="Two"))
    assert "1 post is published." in page and "no room" in page


def test_begun_again_after_its_last_part_it_writes_no_second_entry(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blog.actions.many import edit
    from blog.edit_many_later import go_on
    from blog.models import OutboxEntry
    from tenants.due.run import run_due

    monkeypatch.setattr(edit, "AT_ONCE", 1)
    do(house.as_owner, "trash", house.post(), house.post(title="Two"))
    with house.inside():
        told = OutboxEntry.objects.get(kind=edit.KIND).payload
    go_on(house.tenant, told)  # and killed before it is marked as done
    run_due()
    (entry,) = entries("posts.trashed")
    assert len(entry.details["posts"]) == 2


def test_what_was_done_before_somebody_left_has_its_entry(
    house: House, member: Callable[[str], Client], bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blog.actions.many import edit
    from blog.actions.many.one import Editor
    from blog.models import OutboxEntry
    from tenants.db.scope import tenant_transaction
    from tenants.due.run import run_due
    from tenants.models import Membership

    monkeypatch.setattr(edit, "AT_ONCE", 1)
    posts = [house.post(by=bob), house.post(by=bob, title="Two")]
    do(member("author"), "publish", *posts)
    here = Membership.objects.get(user=bob, tenant=house.tenant)
    with tenant_transaction(house.tenant, limits=house.tenant.limits):
        entry = OutboxEntry.objects.get(kind=edit.KIND)
        edit.do_a_part(entry, Editor(bob, here))
    here.delete()
    run_due()
    (told,) = entries("posts.published")
    assert (told.actor_id, told.details["posts"]) == (bob.pk, [posts[0].pk])


@pytest.mark.parametrize("seen", ["2026-01-01T00:00:00", "yesterday", "9" * 50, ""])
def test_a_moment_that_is_none_leaves_all(house: House, seen: str) -> None:
    post = house.post()
    sent = {"do": "trash", "all": "1", "sure": "1", "seen": seen}
    assert "changed meanwhile" in house.as_owner.post(URL, sent, follow=True).text
    assert house.again(post).trashed_at is None
