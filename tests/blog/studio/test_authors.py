"""Authors' pictures and words; each writer keeps their own byline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from tests.blog.media.drawing import png
from tests.blog.studio.conftest import House
from tests.support.hands import Hands
from tests.support.waiting import until, waiting

MINE = "/studio/authors/mine/"
FILES = [
    {"w": w, "h": w, "f": f"{w}-0123456789abcdef.{kind}", "size": 1}
    for w in (96, 240, 960)
    for kind in ("jpg", "webp")
]


def typed(**fields: Any) -> dict[str, Any]:
    return {"name": "Bob Reis", "slug": "", "bio": "Repairs books.", "avatar": ""} | fields


def author(house: House, **which: Any) -> Any:
    from blog.models import Author

    with house.inside():
        return Author.objects.get(**which)


@pytest.fixture
def face(house: House) -> str:
    """A picture of the library, ready; its key."""
    from blog.media.models import Picture

    size = {"kind": "PNG", "width": 960, "height": 960, "size": 1}
    with house.inside():
        row = Picture.objects.create(name="bob", state="ready", renditions=FILES, **size)
    return str(row.key)


@pytest.mark.parametrize("role", ["contributor", "author"])
def test_a_writer_makes_and_changes_their_own_byline_and_no_other(
    house: House, member: Callable[[str], Client], bob: User, role: str
) -> None:
    client = member(role)
    assert client.post(MINE, typed()).status_code == 302
    own = author(house, user_id=bob.pk)
    assert (own.name, own.slug, own.bio) == ("Bob Reis", "bob-reis", "Repairs books.")
    client.post(MINE, typed(name="B. Reis", slug="reis"))
    assert author(house, pk=own.pk).slug == "reis"
    alice = author(house, user_id=house.owner.pk)
    assert client.post(f"/studio/authors/{alice.pk}/", typed()).status_code == 403
    assert client.post(f"/studio/authors/{own.pk}/delete/").status_code == 403
    assert "Your byline" in client.get("/studio/posts/").text
    post = house.post(by=bob)
    assert str(house.again(post).author) == "B. Reis"


def test_what_is_wrong_is_said_by_the_field(
    house: House, member: Callable[[str], Client], face: str
) -> None:
    client = member("author")
    assert "Give it a name" in client.post(MINE, typed(name="")).text
    assert "Choose a picture from the list." in client.post(MINE, typed(avatar="nothing")).text
    file = SimpleUploadedFile("x.png", b"no picture", "image/png")
    assert client.post(MINE, typed(picture=file)).status_code == 200


def test_a_picture_that_is_sent_becomes_the_avatar(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    from blog.media.models import Picture

    file = SimpleUploadedFile("bob.png", png(300, 200), "image/png")
    assert member("author").post(MINE, typed(picture=file)).status_code == 302
    with house.inside():
        row = Picture.objects.get(name="bob")
    assert author(house, user_id=bob.pk).avatar == row.key


@pytest.mark.django_db(transaction=True)
def test_of_one_that_vanished_meanwhile_no_picture_is_kept(
    house: House, settings: Any, tmp_path: Path
) -> None:
    from blog.models import Author

    settings.MEDIA_ROOT = str(tmp_path)
    with house.inside():
        gone = Author.objects.create(name="Carol", slug="carol")
    sent = typed(picture=SimpleUploadedFile("carol.png", png(300, 200), "image/png"))
    with Hands(1) as pool, house.inside():
        Author.objects.filter(pk=gone.pk).delete()
        doing = pool.submit(house.as_owner.post, f"/studio/authors/{gone.pk}/", sent)
        until(waiting)
        assert list(tmp_path.rglob("upload")), "stored before the row is held"
    assert "It is gone: somebody was faster." in doing.result().text
    assert not list(tmp_path.rglob("upload"))


def test_readers_see_it_and_so_do_machines(house: House, face: str) -> None:
    row = author(house, user_id=house.owner.pk)
    house.as_owner.post(f"/studio/authors/{row.pk}/", typed(name="Alice", slug="al", avatar=face))
    post = house.post(published=True)
    path = f"/media/{face}/240-0123456789abcdef.jpg"
    reader = house.client()
    shown = f'<img class="face" src="{path}" alt="" width="240" height="240"'
    assert shown in reader.get("/author/al/").text
    page = reader.get(post.get_absolute_url())
    assert shown in page.text
    assert '<meta name="description" content="Repairs books.">' in reader.get("/author/al/").text
    data = json.loads(page.context["linked_data"])["@graph"][0]["author"]
    assert data["image"].endswith(path) and data["description"] == "Repairs books."
    (item,) = json.loads(reader.get("/feed.json").content)["items"]
    assert item["authors"][0]["avatar"].endswith(path)
    assert item["authors"][0]["url"].endswith("/author/al/")
    assert "/author/al/</uri>" in reader.get("/feed.xml").text
    assert "The picture of Alice" in house.as_owner.get(f"/studio/media/{face}/").text
    assert path in house.as_owner.get("/studio/authors/").text


def test_without_a_picture_the_initials_stand_there(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    member("author").post(MINE, typed(name="Bob <Reis>"))
    post = house.post(by=bob, published=True)
    shown = ' dir="auto" translate="no" aria-hidden="true">BR</span>'
    own = author(house, user_id=bob.pk)
    for path in (own.get_absolute_url(), post.get_absolute_url()):
        assert shown in house.client().get(path).text
    for path in ("/studio/authors/", f"/studio/authors/{own.pk}/"):
        assert shown in house.as_owner.get(path).text


def test_the_team_has_faces(house: House, member: Callable[[str], Client], face: str) -> None:
    member("author")
    row = author(house, user_id=house.owner.pk)
    house.as_owner.post(f"/studio/authors/{row.pk}/", typed(name="Alice", avatar=face))
    page = house.as_owner.get("/studio/team/").text
    assert page.count(f"/media/{face}/240-") == 1
    assert page.count("face initials tint-") == 1


def test_the_page_of_a_picture_asks_for_the_letters_of_the_app(house: House, face: str) -> None:
    row = author(house, user_id=house.owner.pk)
    house.as_owner.post(f"/studio/authors/{row.pk}/", typed(name="Alice", avatar=face))
    page = house.as_owner.get(f"/studio/authors/{row.pk}/").text
    assert f"/media/{face}/240-" in page
    assert page.count('rel="preload" href="/static/fonts/source-serif-4-latin.woff2"') == 1


def test_an_old_address_of_an_author_leads_on(house: House) -> None:
    row = author(house, user_id=house.owner.pk)
    house.post(published=True)
    old = row.get_absolute_url()
    house.as_owner.post(f"/studio/authors/{row.pk}/", typed(name="Alice", slug="al"))
    assert house.client().get(old)["Location"] == "/author/al/"


def test_a_picture_in_the_trash_is_seen_nowhere(house: House, face: str) -> None:
    from blog.media.actions.trash_picture import trash_picture
    from blog.media.models import Picture

    row = author(house, user_id=house.owner.pk)
    house.as_owner.post(f"/studio/authors/{row.pk}/", typed(name="Alice", avatar=face))
    post = house.post(published=True)
    with house.inside():
        trash_picture(Picture.objects.get(key=face), by=house.owner)
    assert face not in house.client().get(post.get_absolute_url()).text
    form = house.as_owner.get(f"/studio/authors/{row.pk}/").text
    assert "A picture that is gone" in form
    sent = typed(name="Alice", avatar=face)  # saved again, it stays: Restore brings it back
    assert house.as_owner.post(f"/studio/authors/{row.pk}/", sent).status_code == 302


def test_undo_of_a_deletion_brings_the_picture_back(house: House, face: str) -> None:
    row = author(house, user_id=house.owner.pk)
    house.as_owner.post(f"/studio/authors/{row.pk}/", typed(name="Alice", avatar=face))
    house.as_owner.post(f"/studio/authors/{row.pk}/delete/")
    house.as_owner.post(f"/studio/authors/{row.pk}/restore/")
    again = author(house, pk=row.pk)
    assert (again.avatar, again.user_id) == (face, house.owner.pk)


def test_nobody_takes_an_address_that_leads_to_another(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    alice = author(house, user_id=house.owner.pk)
    house.post(published=True)
    house.as_owner.post(f"/studio/authors/{alice.pk}/", typed(name="Ines", slug="al"))
    client = member("contributor")
    page = client.post(MINE, typed(name="Alicia", slug=alice.slug)).text
    assert "leads to somebody else" in page
    assert client.post(MINE, typed(name="Alice")).status_code == 302
    assert author(house, user_id=bob.pk).slug == f"{alice.slug}-2"
    assert house.client().get(alice.get_absolute_url())["Location"] == "/author/al/"


def test_ones_own_old_address_may_be_taken_again(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client = member("author")
    for slug in ("reis", "bob", "reis"):
        assert client.post(MINE, typed(slug=slug)).status_code == 302
    assert author(house, user_id=bob.pk).slug == "reis"


def test_a_byline_comes_back_as_nobodys_where_its_person_has_another(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client = member("author")
    client.post(MINE, typed())
    old = author(house, user_id=bob.pk)
    post = house.post(by=bob)
    house.as_owner.post(f"/studio/authors/{old.pk}/delete/")
    client.post(MINE, typed(name="B. Reis"))
    said = house.as_owner.post(f"/studio/authors/{old.pk}/restore/", follow=True).text
    assert "is back" in said and "has made another byline" in said
    assert (author(house, pk=old.pk).user_id, house.again(post).author) == (None, old)
    assert author(house, user_id=bob.pk).name == "B. Reis"


@pytest.mark.django_db(transaction=True)
def test_a_first_byline_that_is_saved_twice_at_once_is_one(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    from blog.models import Author, Blog

    clients = [member("author"), house.client(bob)]
    with Hands(2) as pool, house.inside():
        Blog.objects.select_for_update().current()  # so that both have seen that there is none
        saving = [pool.submit(client.post, MINE, typed()) for client in clients]
        until(lambda: waiting() == 2)
    assert [one.result().status_code for one in saving] == [302, 302]
    with house.inside():
        assert Author.objects.filter(user_id=bob.pk).count() == 1
