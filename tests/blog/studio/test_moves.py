"""/studio/moves/: what moved, addresses of an older site, and no way off the blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.blog.studio.conftest import House

if TYPE_CHECKING:
    from blog.models import Move

URL = "/studio/moves/"
HOST = "alice.inkstead.localhost"


def only(house: House) -> Move:
    from blog.models import Move

    with house.inside():
        return Move.objects.get()


def test_an_older_address_is_added_removed_and_brought_back(house: House) -> None:
    house.post(published=True)
    sent = {"path": "https://old.example/2019/salt.html", "target": f"http://{HOST}/blog/salt/"}
    said = house.as_owner.post(URL, sent, follow=True).text
    move = only(house)
    assert (move.path, move.kind, move.by_hand) == ("/2019/salt.html", "post", True)
    assert f'formaction="{URL}{move.pk}/remove/">Undo' in said
    assert "/2019/salt.html" in said
    assert house.client().get("/2019/salt.html")["Location"] == "/blog/salt/"

    said = house.as_owner.post(f"{URL}{move.pk}/remove/", follow=True).text
    assert f'formaction="{URL}{move.pk}/restore/">Undo' in said
    assert "Nothing has moved yet." in said
    assert house.client().get("/2019/salt.html").status_code == 404

    house.as_owner.post(f"{URL}{move.pk}/restore/")
    assert house.client().get("/2019/salt.html").status_code == 301


def test_what_was_removed_can_be_added_anew(house: House) -> None:
    house.post(published=True)
    sent = {"path": "/old", "target": "/blog/salt/"}
    house.as_owner.post(URL, sent)
    house.as_owner.post(f"{URL}{only(house).pk}/remove/")
    house.as_owner.post(URL, sent)
    assert house.client().get("/old")["Location"] == "/blog/salt/"


BAD = [
    ("path", "", "Which address"),
    ("path", "old.html", "Begin it with a slash"),
    ("path", "/?p=12", "question mark"),
    ("path", "/", "itself uses"),
    ("path", "/feed.xml", "itself uses"),
    ("path", "/studio/", "itself uses"),
    ("path", "/blog/salt", "can be read at this address"),
    ("path", "/about/", "can be read at this address"),
    ("path", "/" + "x" * 301, "at most 300"),
    ("path", "/a\0b", "U+0000"),
    ("path", "http://[", "not an address"),
    ("target", "", "Where is it to lead"),
    ("target", "/blog/nowhere/", "Nothing on this blog"),
    ("target", "/blog/hidden/", "Nothing on this blog"),
    ("target", "https://evil.example/blog/salt/", "Nothing on this blog"),
    ("target", "//evil.example/blog/salt/", "Nothing on this blog"),
    ("target", "javascript:alert(1)", "slash"),
    ("target", "/studio/", "Nothing on this blog"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), BAD)
def test_bad_input_is_refused_by_the_field_and_kept(
    house: House, field: str, value: str, sentence: str
) -> None:
    house.post(published=True)
    house.post(title="Hidden")
    sent = {"path": "/kept-path", "target": "/blog/salt/"} | {field: value}
    page = house.as_owner.post(URL, sent)
    assert list(page.context["form"].errors) == [field]
    assert sentence in page.context["form"].errors[field][0]
    assert "/kept-path" in page.text or field == "path"
    assert "Nothing has moved yet." in page.text


def test_the_list_says_what_became_of_each_target(house: House) -> None:
    from blog.actions.trash_post import trash_post
    from blog.models import Post

    salt, pepper = house.post(published=True), house.post(title="Pepper", published=True)
    for slug in ("salt", "pepper"):
        house.as_owner.post(URL, {"path": f"/old-{slug}", "target": f"/blog/{slug}/"})
    with house.inside():
        trash_post(Post.objects.get(pk=salt.pk), by=house.owner)
        Post.objects.filter(pk=pepper.pk).delete()
    text = house.as_owner.get(URL).text
    assert "in the trash" in text
    assert "Deleted: readers are told so." in text


def test_a_studio_address_never_leads_on(house: House) -> None:
    from blog.actions.add_move import add_move
    from blog.models import Post

    post = house.post(published=True)
    with house.inside():
        add_move(by=house.owner, path="/studio/nothing", target=Post.objects.get(pk=post.pk))
    assert house.as_owner.get("/studio/nothing/").status_code == 404
