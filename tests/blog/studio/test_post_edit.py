"""GET and POST /studio/posts/<id>/edit/."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.blog.studio.conftest import House, typed

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import Post


def url(post: Post) -> str:
    return f"/studio/posts/{post.pk}/edit/"


def sent(post: Post, **fields: Any) -> dict[str, Any]:
    """The form as it opened on `post`, with `fields` changed."""
    words = {"title": post.title, "content": post.content, "slug": post.slug}
    return typed(**words, version=post.version) | fields


def later(days: int = 3) -> datetime:
    return (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)


def local(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")


def test_it_shows_what_is_stored(house: House) -> None:
    post = house.post(title="Salt", content="Two <kinds>.", tags=("winter", "family"))
    page = house.as_owner.get(url(post))
    assert "Two &lt;kinds&gt;." in page.text
    assert "family, winter" in page.text


def test_it_saves_and_counts_the_version_up(house: House) -> None:
    post = house.post()
    answer = house.as_owner.post(url(post), sent(post, content="Three kinds."))
    assert answer.headers["Location"] == url(post)
    again = house.again(post)
    assert (again.content, again.version) == ("Three kinds.", post.version + 1)


def test_the_address_follows_the_title_until_it_is_chosen(house: House) -> None:
    post = house.post(title="Salt")
    house.as_owner.post(url(post), sent(post, title="Water"))
    post = house.again(post)
    assert post.slug == "water"
    house.as_owner.post(url(post), sent(post, slug="my-own"))
    post = house.again(post)
    house.as_owner.post(url(post), sent(post, title="Bread"))
    assert house.again(post).slug == "my-own"


def test_preview_saves_and_leads_to_the_page(house: House) -> None:
    post = house.post()
    answer = house.as_owner.post(url(post), sent(post, content="Three.", do="preview"))
    assert answer.headers["Location"] == f"/studio/posts/{post.pk}/preview/"
    assert house.again(post).content == "Three."


def test_publish_saves_and_publishes(house: House) -> None:
    post = house.post()
    page = house.as_owner.post(url(post), sent(post, content="Three.", do="publish"), follow=True)
    again = house.again(post)
    assert again.is_out
    assert again.content == "Three."
    assert "Published." in page.text
    assert 'data-copy="http://alice.' in page.text
    assert ">Update</button>" in page.text


def test_publish_at_a_time_to_come_waits(house: House) -> None:
    post, at = house.post(), later()
    answer = house.as_owner.post(
        url(post), sent(post, do="publish", publish_at=local(at)), follow=True
    )
    again = house.again(post)
    assert again.is_scheduled
    assert again.published_at == at
    assert "It will be public on" in answer.text


def test_times_are_read_by_the_blogs_clock(house: House, alice: User) -> None:
    from blog.actions.save_settings import save_settings
    from blog.models import Blog

    with house.inside():
        blog = Blog.objects.current()
        zone: dict[str, Any] = {"language": "en", "time_zone": "Europe/Lisbon"}
        save_settings(blog, by=alice, name=blog.name, description="", **zone)
    post = house.post()
    summer = sent(post, do="publish", publish_at="2199-07-01T08:00")
    page = house.as_owner.post(url(post), summer, follow=True)
    assert "It will be public on 1 July 2199, 08:00." in page.text
    assert "1 July 2199, 08:00" in house.as_owner.get("/studio/posts/").text
    assert house.again(post).published_at == datetime(2199, 7, 1, 7, tzinfo=UTC)
    assert 'value="2199-07-01T08:00"' in house.as_owner.get(url(post)).text
    post = house.post(title="In the gap")
    page = house.as_owner.post(url(post), sent(post, do="publish", publish_at="2027-03-28T01:30"))
    assert "does not exist on that day" in page.context["form"].errors["publish_at"][0]
    assert house.again(post).status == "draft"


def test_an_hour_that_comes_twice_is_asked_about(house: House, alice: User) -> None:
    from blog.actions.save_settings import save_settings
    from blog.models import Blog

    with house.inside():
        blog = Blog.objects.current()
        zone: dict[str, Any] = {"language": "en", "time_zone": "Europe/Berlin"}
        save_settings(blog, by=alice, name=blog.name, description="", **zone)
    post = house.post()
    twice = "2037-10-25T02:30"
    page = house.as_owner.post(url(post), sent(post, do="publish", publish_at=twice))
    assert "02:30 comes twice" in page.context["form"].errors["publish_at"][0]
    assert "The first 02:30, UTC+02:00" in page.text
    assert "The second 02:30, UTC+01:00" in page.text
    assert house.again(post).status == "draft"
    chosen = sent(post, do="publish", publish_at=twice, publish_fold="1")
    house.as_owner.post(url(post), chosen)
    assert house.again(post).published_at == datetime(2037, 10, 25, 1, 30, tzinfo=UTC)
    form = house.as_owner.get(url(post)).context["form"]
    assert (form["publish_at"].value(), form["publish_fold"].value()) == (twice, "1")
    moved = sent(house.again(post), publish_at=twice, publish_fold="0")
    house.as_owner.post(url(post), moved)
    assert house.again(post).published_at == datetime(2037, 10, 25, 0, 30, tzinfo=UTC)


@pytest.fixture
def waiting(house: House) -> Post:
    """A post that will be public in three days."""
    from blog.actions.publish_post import publish_post

    post = house.post()
    with house.inside():
        return publish_post(post, by=house.owner, at=later())


def test_a_waiting_post_can_be_moved(house: House, waiting: Post) -> None:
    moved = later(days=5)
    house.as_owner.post(url(waiting), sent(waiting, do="save", publish_at=local(moved)))
    assert house.again(waiting).published_at == moved


def test_a_waiting_post_keeps_its_time_to_the_second(house: House, waiting: Post) -> None:
    from blog.models import Post

    exact = later() + timedelta(seconds=30)
    with house.inside():
        Post.objects.update(published_at=exact)
    house.as_owner.post(url(waiting), sent(waiting, publish_at=local(exact)))
    assert house.again(waiting).published_at == exact


def test_a_waiting_post_wants_a_time_to_come(house: House, waiting: Post) -> None:
    for typed_time in ("", "2001-01-01T10:00"):
        page = house.as_owner.post(url(waiting), sent(waiting, publish_at=typed_time))
        assert "publish_at" in page.context["form"].errors
    assert house.again(waiting).is_scheduled


def test_publish_now_does_not_wait(house: House, waiting: Post) -> None:
    house.as_owner.post(url(waiting), sent(waiting, do="publish_now", publish_at=local(later())))
    assert house.again(waiting).is_out


def test_unpublish_takes_back_and_keeps_the_words_apart(house: House) -> None:
    post = house.post(published=True)
    house.as_owner.post(url(post), sent(post, content="Three.", do="unpublish"))
    again = house.again(post)
    assert (again.status, again.content, again.slug) == ("draft", "Two kinds.", post.slug)
    page = house.as_owner.get(url(post))
    assert page.context["form"]["content"].value() == "Three."
    undo = f"/studio/posts/{post.pk}/publish/?again={again.version}"
    assert f'action="{undo}"' in page.text
    house.as_owner.post(undo)
    again = house.again(post)
    assert (again.is_out, again.content, again.has_changes) == (True, "Two kinds.", True)


def test_what_was_to_come_and_was_taken_back_does_not_come_at_once(
    house: House, waiting: Post
) -> None:
    undo = f"/studio/posts/{waiting.pk}/publish/?again=1"
    page = house.as_owner.post(url(waiting), sent(waiting, do="unpublish"), follow=True)
    assert undo not in page.text
    house.as_owner.post(undo)  # from another tab, say
    assert house.again(waiting).status == "draft"


def test_trash_keeps_the_last_words_and_offers_the_way_back(house: House) -> None:
    post = house.post()
    page = house.as_owner.post(url(post), sent(post, content="Three.", do="trash"), follow=True)
    again = house.again(post)
    assert again.trashed_at is not None
    assert again.content == "Three."
    assert f'formaction="/studio/posts/{post.pk}/restore/"' in page.text


def test_a_trashed_post_is_not_published(house: House, alice: User) -> None:
    from blog.actions.trash_post import trash_post

    post = house.post()
    with house.inside():
        trash_post(post, by=alice)
    assert "This post is in the trash" in house.as_owner.get(url(post)).text
    page = house.as_owner.post(url(post), sent(post, content="Three.", do="publish"))
    assert "Restore it first" in page.text
    again = house.again(post)
    assert (again.status, again.content) == ("draft", post.content)


def test_a_published_post_keeps_a_title(house: House) -> None:
    post = house.post(published=True)
    page = house.as_owner.post(url(post), sent(post, title=""))
    assert "title" in page.context["form"].errors
    assert house.again(post).title == "Salt"


def test_a_byline_and_a_category_can_be_taken_away(house: House) -> None:
    from blog.models import Author

    with house.inside():
        ines = Author.objects.create(name="Ines", slug="ines")
    post = house.post(author=ines, new_category="Letters")
    house.as_owner.post(url(post), sent(post, author="", category=""))
    again = house.again(post)
    assert (again.author, again.category) == (None, None)


def test_somebody_elses_post_is_not_for_an_author(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client = member("author")
    post, own = house.post(), house.post(by=bob)
    assert client.get(url(post)).status_code == 403
    assert client.post(url(post), sent(post, content="Mine now.")).status_code == 403
    assert client.get(url(own)).status_code == 200
    assert house.again(post).content == post.content


def test_a_contributor_does_not_change_what_is_public(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    from blog.actions.publish_post import publish_post

    client = member("contributor")
    post = house.post(by=bob)
    for deed in ("publish", "publish_now", "unpublish", "trash"):
        assert client.post(url(post), sent(post, do=deed)).status_code == 403
    assert client.post(url(post), sent(post, content="Three.")).status_code == 302
    post = house.again(post)
    with house.inside():
        publish_post(post, by=house.owner)
    assert client.get(url(post)).status_code == 403
    assert client.post(url(post), sent(post, content="Four.")).status_code == 403


def test_an_author_keeps_the_byline_an_editor_gave(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    from blog.models import Author

    with house.inside():
        ines = Author.objects.create(name="Ines", slug="ines")
    client = member("author")
    post = house.post(by=bob, author=ines)
    client.post(url(post), sent(post, content="Three."))
    again = house.again(post)
    assert (again.content, again.author_id) == ("Three.", ines.pk)
