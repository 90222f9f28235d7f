"""What others are told of a post: where it stood first, words, a picture; and whom it is for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from blog.media.models import Picture
from blog.media.models import State as PictureState
from blog.models import Post
from tests.blog.studio.conftest import House, typed


def save(house: House, post: Post, **fields: Any) -> Any:
    post = house.again(post)
    sent = typed(title=post.title, content=post.content, version=str(post.version), do="save")
    return house.as_owner.post(f"/studio/posts/{post.pk}/edit/", sent | fields)


def a_picture(house: House) -> Picture:
    files = [
        {"w": wide, "h": wide // 2, "f": f"{wide}-0123456789abcdef.{kind}", "size": 1}
        for wide in (480, 1440, 2880)
        for kind in ("jpg", "webp")
    ]
    about = {"name": "quay", "alt": "The quay at low tide", "kind": "jpeg", "size": 1}
    sizes = {"width": 2880, "height": 1440, "state": PictureState.READY, "renditions": files}
    with house.inside():
        return Picture.objects.create(**about, **sizes)


def test_search_engines_are_sent_where_it_stood_first(house: House) -> None:
    post = house.post(published=True)
    there = "https://example.org/first?a=1"
    assert save(house, post, canonical=there).status_code == 302
    page = house.client().get("/blog/salt/")
    assert f'<link rel="canonical" href="{there}">' in page.text
    markdown = house.client().get("/blog/salt.md")
    assert markdown["Link"] == f'<{there}>; rel="canonical"'


@pytest.mark.parametrize(
    "address",
    ["example.org/x", "javascript:alert(1)", "ftp://example.org/", "https://", "https://a b/",
     "https://me:secret@example.org/", '"><script>', "//example.org/"],
)  # fmt: skip
def test_what_is_no_whole_address_is_refused_and_kept_to_be_mended(
    house: House, address: str
) -> None:
    page = save(house, house.post(published=True), canonical=address)
    assert page.status_code == 200
    assert "Write the whole address" in page.context["form"].errors["canonical"][0]
    assert page.context["form"]["canonical"].value() == address
    assert house.only().canonical == ""


def test_other_sites_get_the_words_and_the_picture_that_were_chosen(house: House) -> None:
    picture, post = a_picture(house), house.post(published=True)
    saved = save(house, post, shared_words="Two kinds of salt.", shared_picture=picture.key)
    assert saved.status_code == 302
    page = house.client().get("/blog/salt/").text
    file = f"/media/{picture.key}/1440-0123456789abcdef.jpg"
    assert f'<meta property="og:image" content="http://alice.inkstead.localhost{file}">' in page
    assert '<meta property="og:image:width" content="1440">' in page
    assert '<meta property="og:image:alt" content="The quay at low tide">' in page
    assert page.count('content="Two kinds of salt."') == 2
    told = json.loads(page.partition('ld+json">')[2].partition("</script>")[0])["@graph"][0]
    assert (told["image"]["url"].endswith(file), told["image"]["height"]) == (True, 720)
    oembed = house.client().get("/oembed/", {"url": "http://alice.inkstead.localhost/blog/salt/"})
    assert oembed.json()["thumbnail_url"].endswith(file)


def test_a_picture_that_is_gone_leaves_the_drawn_one(house: House) -> None:
    picture, post = a_picture(house), house.post(published=True)
    save(house, post, shared_picture=picture.key)
    with house.inside():
        Picture.objects.update(trashed_at=timezone.now())
    assert f"/share/{post.pk}-" in house.client().get("/blog/salt/").text
    page = house.as_owner.get(f"/studio/posts/{post.pk}/edit/").text
    assert "A picture that is gone" in page
    assert save(house, post, shared_picture=picture.key).status_code == 302  # it may come back


def test_a_picture_of_nobody_is_refused(house: House) -> None:
    page = save(house, house.post(), shared_picture="x" * 12)
    assert "Choose a picture from the list." in page.context["form"].errors["shared_picture"]


def test_whom_it_is_for_is_chosen_with_the_rest_and_said(house: House) -> None:
    post = house.post(published=True)
    page = house.as_owner.post(
        f"/studio/posts/{post.pk}/edit/",
        typed(
            title="Salt", content="x", version=str(post.version), do="save", visibility="members"
        ),
        follow=True,
    )
    assert "The people of this blog see it, and nobody else." in page.text
    assert "Published, for this blog’s people" in house.as_owner.get("/studio/posts/").text
    assert house.client().get("/blog/salt/").status_code == 404
    page = save(house, post, visibility="everyone")
    assert "Choose whom it is for from the list." in page.context["form"].errors["visibility"]


def test_what_was_typed_is_kept_apart_until_it_is_saved(house: House) -> None:
    post = house.post(published=True)
    settings = {"visibility": "members", "canonical": "https://example.org/"}
    body = {"title": "Salt", "content": "x", "version": post.version, "settings": settings}
    sent = house.as_owner.post(
        f"/studio/posts/{post.pk}/words/", json.dumps(body), content_type="application/json"
    )
    assert sent.status_code == 200
    assert house.only().visibility == "public"
    form = house.as_owner.get(f"/studio/posts/{post.pk}/edit/").context["form"]
    assert form["visibility"].value() == "members"
    assert form["canonical"].value() == "https://example.org/"
