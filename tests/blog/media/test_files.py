"""The files of pictures on a blog's host: whose, to whom, and under what headers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from blog.media.actions.trash_picture import trash_picture
from blog.media.models import Picture
from tests.blog.media.conftest import Add
from tests.blog.media.drawing import picture
from tests.blog.studio.conftest import House
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db


def paths(row: Picture) -> list[str]:
    return [f"/media/{row.key}/{file['f']}" for file in row.renditions]


def test_each_file_is_served_for_good_and_can_do_nothing(house: House, add: Add) -> None:
    row = add(picture((700, 500)))
    for path, file in zip(paths(row), row.renditions, strict=True):
        answer = house.client().get(path)
        assert answer.status_code == 200
        assert len(answer.content) == file["size"]
        kind = {"jpg": "image/jpeg", "webp": "image/webp"}[path.rpartition(".")[2]]
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_name_in_texts_answers_for_now_whatever_it_is(house: House, add: Add) -> None:
    row = add(picture((3000, 200)))
    for name in ("harbour.jpg", "renamed.jpg", "..jpg", "480-0000000000000000.webp"):
        answer = house.client().get(f"/media/{row.key}/{name}")
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert f'"{answer.headers["ETag"]}"'.count("1440-") == 1


def test_what_has_not_changed_is_not_sent_again(house: House, add: Add) -> None:
    row = add()
    for path in (row.path, paths(row)[0]):
        etag = house.client().get(path).headers["ETag"]
        for known in (etag, f'"x", {etag}'):
            answer = house.client().get(path, headers={"If-None-Match": known})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["ETag"] == etag
        assert house.client().get(path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_only_looking(house: House, add: Add) -> None:
    path = add().path
    assert house.client().head(path).status_code == 200
    assert house.client().post(path).status_code == 405


def test_another_blogs_host_has_none_of_it(
    house: House, add: Add, make_blog: MakeBlog, blog_client: BlogClient
) -> None:
    row = add()
    other = make_blog("other", owner=house.owner)
    for client in (blog_client(other), blog_client(other, house.owner)):
        for path in (row.path, *paths(row)):
            assert client.get(path).status_code == 404
    as_owner = blog_client(other, house.owner)
    for path in ("", "trash/", "restore/", "retry/"):
        assert as_owner.post(f"/studio/media/{row.key}/{path}", {"alt": "x"}).status_code == 404
    assert as_owner.get(f"/studio/media/{row.key}/").status_code == 404
    said = as_owner.post("/studio/preview/", {"content": f"![x]({row.path})"}).text
    assert "There is no such picture on this blog." in said
    assert "<img" not in said


def test_in_the_trash_it_is_there_for_the_blogs_people_alone(
    house: House, add: Add, member: Callable[[str], Client], outsider: Client
) -> None:
    row = add()
    with house.inside():
        trash_picture(Picture.objects.get(), by=house.owner)
    for path in (row.path, paths(row)[0]):
        for client in (house.client(), outsider):
            assert client.get(path).status_code == 404
        for client in (house.as_owner, member("contributor")):
            answer = client.get(path)
            assert answer.status_code == 200
            assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "no-store"}


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/x/",
        "/media/x/y",
        "/media/../x/y.jpg",
        "/media/abcdefghijkl/upload",
        "/media/abcdefghijkl/a/b.jpg",
    ],
)
def test_nothing_else_is_there(house: House, path: str) -> None:
    assert house.client().get(path).status_code == 404


def test_the_upload_itself_is_never_served(house: House, add: Add) -> None:
    row = add(ready=False)
    for name in ("upload", "harbour.jpg"):
        for client in (house.client(), house.as_owner):
            assert client.get(f"/media/{row.key}/{name}").status_code == 404


def test_one_whose_file_is_lost_is_not_found(house: House, add: Add) -> None:
    from blog.media import storage

    row = add()
    with house.inside():
        storage.forget_picture(row.key)
    assert house.client().get(row.path).status_code == 404
