"""/studio/tags/: rename, merge, delete; every old address leads on, and Undo brings all back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.blog.studio.conftest import House, typed
from tests.support.hands import Hands

if TYPE_CHECKING:
    from blog.models import Post, Tag

URL = "/studio/tags/"


def tag(house: House, name: str) -> Tag:
    from blog.models import Tag

    with house.inside():
        return Tag.objects.get(name=name)


def names(house: House, post: Post) -> set[str]:
    return {one.name for one in house.again(post).tags.all()}


def merge(house: House, one: str, into: str) -> str:
    path = f"{URL}{tag(house, one).pk}/merge/"
    return house.as_owner.post(path, {"into": into}, follow=True).text


def test_the_list_is_by_name_with_counts_and_can_be_searched(house: House) -> None:
    house.post(tags=("salt", "Winter"))
    house.post(title="Two", tags=("salt",))
    page = house.as_owner.get(URL)
    assert [(row.name, row.kept_posts) for row in page.context["page"]] == [
        ("Winter", 1),
        ("salt", 2),
    ]
    assert "Winter" not in house.as_owner.get(f"{URL}?q=SAL").text
    assert "Nothing here matches." in house.as_owner.get(f"{URL}?q=zzz").text


def test_a_new_name_keeps_the_address_and_a_new_address_leads_on(house: House) -> None:
    house.post(published=True, tags=("salt",))
    path = f"{URL}{tag(house, 'salt').pk}/"
    house.as_owner.post(path, {"name": "Sea salt", "slug": "salt"})
    assert "Sea salt" in house.client().get("/tag/salt/").text
    house.as_owner.post(path, {"name": "Sea salt", "slug": "sea-salt"})
    assert house.client().get("/tag/salt/")["Location"] == "/tag/sea-salt/"
    assert house.client().get("/tag/salt/feed.xml")["Location"] == "/tag/sea-salt/feed.xml"
    house.as_owner.post(path, {"name": "Sea salt", "slug": "salt"})  # and back: no loop
    assert house.client().get("/tag/salt/").status_code == 200
    assert house.client().get("/tag/sea-salt/")["Location"] == "/tag/salt/"


def test_a_post_that_is_saved_under_the_new_name_makes_no_second_one(house: House) -> None:
    from blog.models import Tag

    post = house.post(tags=("salt",))
    path = f"{URL}{tag(house, 'salt').pk}/"
    house.as_owner.post(path, {"name": "Sea salt", "slug": "salt"})
    sent = typed(title="Salt", content="Two.", tags="sea salt", version="1")
    house.as_owner.post(f"/studio/posts/{post.pk}/edit/", sent)
    assert names(house, post) == {"Sea salt"}
    with house.inside():
        assert Tag.objects.count() == 1


def test_a_name_that_another_has_offers_to_merge(house: House) -> None:
    house.post(tags=("salt", "winter"))
    path = f"{URL}{tag(house, 'salt').pk}/"
    page = house.as_owner.post(path, {"name": "WINTER", "slug": ""}).text
    assert "of this name already" in page
    assert f"{path}merge/?into=winter" in page
    assert 'value="winter"' in house.as_owner.get(f"{path}merge/?into=winter").text
    comma = house.as_owner.post(path, {"name": "salt, sea", "slug": ""}).text
    assert "would make two tags of it" in comma


def test_merging_moves_the_posts_and_chains_of_addresses_collapse(house: House) -> None:
    house.post(published=True, tags=("salt",))
    both = house.post(title="Both", published=True, tags=("salt", "sea"))
    house.as_owner.post(f"{URL}{tag(house, 'salt').pk}/", {"name": "salt", "slug": "brine"})
    said = merge(house, "salt", "SEA")
    assert "“salt” is a part of “sea” now." in said
    assert names(house, both) == {"sea"}
    for old in ("salt", "brine"):
        assert house.client().get(f"/tag/{old}/")["Location"] == "/tag/sea/"
    house.post(title="More", published=True, tags=("ocean",))
    merge(house, "sea", "ocean")
    for old in ("salt", "brine", "sea"):
        assert house.client().get(f"/tag/{old}/")["Location"] == "/tag/ocean/"


def test_undo_of_a_merge_brings_every_posts_tags_back(house: House) -> None:
    one = house.post(published=True, tags=("salt", "winter"))
    both = house.post(title="Both", published=True, tags=("salt", "sea"))
    old = tag(house, "salt").pk
    house.as_owner.post(f"{URL}{old}/", {"name": "salt", "slug": "brine"})
    assert f'formaction="{URL}{old}/restore/"' in merge(house, "salt", "sea")
    house.as_owner.post(f"{URL}{old}/restore/")
    assert names(house, one) == {"salt", "winter"}
    assert names(house, both) == {"salt", "sea"}
    assert tag(house, "salt").pk == old
    assert house.client().get("/tag/brine/").status_code == 200
    assert house.client().get("/tag/salt/")["Location"] == "/tag/brine/"
    again = house.as_owner.post(f"{URL}{old}/restore/", follow=True).text
    assert "can no longer be undone" in again


def test_what_was_done_after_a_merge_outlives_its_undo(house: House) -> None:
    kept = house.post(tags=("salt",))
    gone = house.post(title="Gone", tags=("salt",))
    old = tag(house, "salt").pk
    house.post(title="Sea", tags=("sea",))
    merge(house, "salt", "sea")
    from blog.models import Post, Tag

    with house.inside():
        sea = Tag.objects.get(name="sea")
        kept.tags.remove(sea)
        kept.tags.add(sea)  # by hand: it stays
        Post.objects.filter(pk=gone.pk).delete()
        Tag.objects.create(name="Salts", slug="salt")  # the address is taken meanwhile
    house.as_owner.post(f"{URL}{old}/restore/")
    assert names(house, kept) == {"salt", "sea"}
    with house.inside():
        assert Tag.objects.get(pk=old).slug == "salt-2"


def test_what_is_typed_but_not_saved_follows(house: House) -> None:
    post = house.post(tags=("salt", "winter"))
    settings = {"tags": "Salt, winter"}
    with house.inside():
        from blog.actions.inputs import Words
        from blog.actions.keep_words import keep_words

        words = Words(title="Salt", content="Three.", settings=settings)
        keep_words(post, by=house.owner, words=words, version=1)
    merge(house, "salt", "winter")
    editor = house.as_owner.get(f"/studio/posts/{post.pk}/edit/").text
    assert 'value="winter"' in editor


def test_deleting_keeps_the_posts_and_can_be_undone(house: House) -> None:
    post = house.post(published=True, tags=("salt",))
    path = f"{URL}{tag(house, 'salt').pk}/"
    assert "Its one post is kept" in house.as_owner.get(f"{path}delete/").text
    house.as_owner.post(f"{path}delete/")
    assert names(house, post) == set()
    assert house.client().get("/tag/salt/").status_code == 410
    house.as_owner.post(f"{path}restore/")
    assert names(house, post) == {"salt"}
    assert house.client().get("/tag/salt/").status_code == 200


def test_two_who_merge_the_same_two_at_once(house: House) -> None:
    house.post(tags=("salt", "sea"))
    there, back = tag(house, "salt").pk, tag(house, "sea").pk
    merge(house, "salt", "sea")
    assert house.as_owner.post(f"{URL}{there}/merge/", {"into": "sea"}).status_code == 404
    said = house.as_owner.post(f"{URL}{back}/merge/", {"into": "salt"}).text
    assert "No other tag has this name." in said
    assert (
        "No other tag has this name."
        in house.as_owner.post(f"{URL}{back}/merge/", {"into": "sea"}).text
    )


def test_undo_where_somebody_made_it_anew_gives_the_posts_to_that_one(house: House) -> None:
    one = house.post(tags=("salt",))
    path = f"{URL}{tag(house, 'salt').pk}/"
    house.as_owner.post(f"{path}delete/")
    other = house.post(title="Two", tags=("Salt",))
    house.as_owner.post(f"{path}restore/")
    assert names(house, one) == names(house, other) == {"Salt"}


def test_nobody_undoes_what_they_did_not_do(house: House, member: Callable[[str], Client]) -> None:
    house.post(tags=("salt", "sea"))
    old = tag(house, "salt").pk
    merge(house, "salt", "sea")
    said = member("editor").post(f"{URL}{old}/restore/", follow=True).text
    assert "can no longer be undone" in said


def test_a_post_that_is_saved_beside_keeps_its_tag(house: House) -> None:
    """A tag that went while somebody wrote is made again: they typed its name."""
    post = house.post(tags=("salt",))
    house.as_owner.post(f"{URL}{tag(house, 'salt').pk}/delete/")
    sent = typed(title="Salt", content="Two.", tags="salt", version="1")
    house.as_owner.post(f"/studio/posts/{post.pk}/edit/", sent)
    assert names(house, post) == {"salt"}


@pytest.mark.django_db(transaction=True)
def test_a_merge_while_others_save_refuses_nobody(house: House) -> None:
    posts = [house.post(title=f"Post {number}", tags=("salt", "sea")) for number in range(4)]
    path = f"{URL}{tag(house, 'salt').pk}/merge/"

    def save(post: Post) -> int:
        sent = typed(title=post.title, content="New.", tags="salt, sea", version="1")
        client = house.client(house.owner)
        return client.post(f"/studio/posts/{post.pk}/edit/", sent).status_code

    with Hands(5) as pool:
        merging = pool.submit(lambda: house.client(house.owner).post(path, {"into": "sea"}))
        many = {
            "do": "untag",
            "picked": [f"{post.pk}-1" for post in posts],
            "sure": "1",
            "tag": "sea",
        }
        together = pool.submit(lambda: house.client(house.owner).post("/studio/posts/many/", many))
        assert set(pool.map(save, posts)) <= {302, 409}
        assert (merging.result().status_code, together.result().status_code) == (302, 302)
