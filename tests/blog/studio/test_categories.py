"""/studio/categories/ and /studio/authors/: add, change, delete; posts outlive both."""

from __future__ import annotations

from typing import Any

import pytest

from tests.blog.studio.conftest import House
from tests.support.hands import Hands
from tests.support.waiting import until, waiting

KINDS = pytest.mark.parametrize(
    ("rows", "words", "field"),
    [("categories", "description", "category"), ("authors", "bio", "author")],
)


def row(house: House, field: str, **which: Any) -> Any:
    from blog.models import Author, Category

    with house.inside():
        return (Category if field == "category" else Author).objects.get(**which)


@KINDS
def test_add_change_delete(house: House, rows: str, words: str, field: str) -> None:
    root = f"/studio/{rows}/"
    answer = house.as_owner.post(
        f"{root}new/", {"name": "Letters", "slug": "", words: "From afar."}, follow=True
    )
    made = row(house, field, name="Letters")
    assert (made.slug, getattr(made, words)) == ("letters", "From afar.")
    assert "Letters" in answer.text

    house.as_owner.post(f"{root}{made.pk}/", {"name": "Letters home", "slug": "home", words: ""})
    changed = row(house, field, pk=made.pk)
    assert (changed.name, changed.slug, getattr(changed, words)) == ("Letters home", "home", "")

    post = house.post(**{field: changed})
    assert "Its one post is kept" in house.as_owner.get(f"{root}{made.pk}/delete/").text
    gone = house.as_owner.post(f"{root}{made.pk}/delete/", follow=True)
    assert "its posts are kept" in gone.text
    assert getattr(house.again(post), field) is None


@KINDS
def test_the_list_counts_posts_outside_the_trash(
    house: House, rows: str, words: str, field: str
) -> None:
    from blog.actions.trash_post import trash_post

    house.as_owner.post(f"/studio/{rows}/new/", {"name": "Letters", "slug": "", words: ""})
    made = row(house, field, name="Letters")
    house.post(**{field: made})
    house.post(published=True, **{field: made})
    thrown = house.post(**{field: made})
    with house.inside():
        trash_post(thrown, by=house.owner)
    house.as_owner.post(f"/studio/{rows}/new/", {"name": "Aachen", "slug": "", words: ""})
    listed = house.as_owner.get(f"/studio/{rows}/").context["rows"]
    shown = [one if field == "category" else one[0] for one in listed]
    assert shown[0].name == "Aachen"
    assert {one.name: one.kept_posts for one in shown}["Letters"] == 2


@KINDS
def test_bad_input_is_refused_by_the_field_and_kept(
    house: House, rows: str, words: str, field: str
) -> None:
    url = f"/studio/{rows}/new/"
    house.as_owner.post(url, {"name": "Letters", "slug": "", words: ""})
    table = [
        ("name", "", "Give it a name"),
        ("name", " \t ", "Give it a name"),
        ("name", "LETTERS", "of this name already"),
        ("name", "x" * 81, "80"),
        ("name", "a\0b", "U+0000"),
        ("slug", "letters", "has this address already"),
        ("slug", "12", "Digits alone"),
        (words, "a\0b", "U+0000"),
        (words, "x" * 2001, "characters"),
    ]
    for name, value, sentence in table:
        sent = {"name": "Walking", "slug": "kept-address", words: "Words"} | {name: value}
        page = house.as_owner.post(url, sent)
        assert list(page.context["form"].errors) == [name]
        assert sentence in page.context["form"].errors[name][0]
        assert "kept-address" in page.text or name == "slug"
    assert "Walking" not in house.as_owner.get(f"/studio/{rows}/").text


@KINDS
def test_one_may_be_saved_again_as_it_is(house: House, rows: str, words: str, field: str) -> None:
    house.as_owner.post(f"/studio/{rows}/new/", {"name": "Letters", "slug": "", words: ""})
    made = row(house, field, name="Letters")
    sent = {"name": "Letters", "slug": "letters", words: "More."}
    assert house.as_owner.post(f"/studio/{rows}/{made.pk}/", sent).status_code == 302
    assert getattr(row(house, field, pk=made.pk), words) == "More."


@KINDS
def test_undo_brings_it_back_with_its_posts(
    house: House, rows: str, words: str, field: str
) -> None:
    root = f"/studio/{rows}/"
    house.as_owner.post(f"{root}new/", {"name": "Letters", "slug": "", words: "From afar."})
    made = row(house, field, name="Letters")
    kept, moved = house.post(**{field: made}), house.post(title="Two", **{field: made})
    page = house.as_owner.post(f"{root}{made.pk}/delete/", follow=True)
    assert f'formaction="{root}{made.pk}/restore/"' in page.text
    house.as_owner.post(f"{root}new/", {"name": "Other", "slug": "letters", words: ""})
    other = row(house, field, name="Other")
    with house.inside():
        type(moved).objects.filter(pk=moved.pk).update(**{field: other})

    back = house.as_owner.post(f"{root}{made.pk}/restore/", follow=True)
    assert "is back" in back.text
    again = row(house, field, pk=made.pk)
    assert (again.name, again.slug, getattr(again, words)) == ("Letters", "letters-2", "From afar.")
    assert getattr(house.again(kept), field) == again
    assert getattr(house.again(moved), field) == other


@KINDS
def test_nobody_undoes_what_they_did_not_do(
    house: House, member: Any, rows: str, words: str, field: str
) -> None:
    house.as_owner.post(f"/studio/{rows}/new/", {"name": "Letters", "slug": "", words: ""})
    made = row(house, field, name="Letters")
    house.as_owner.post(f"/studio/{rows}/{made.pk}/delete/")
    answer = member("editor").post(f"/studio/{rows}/{made.pk}/restore/", follow=True)
    assert "can no longer be undone" in answer.text


def named(house: House, *names: str) -> list[Any]:
    for name in names:
        house.as_owner.post(
            "/studio/categories/new/", {"name": name, "slug": "", "description": ""}
        )
    return [row(house, "category", name=name) for name in names]


def order(house: House) -> list[str]:
    return [one.name for one in house.as_owner.get("/studio/categories/").context["rows"]]


def test_up_and_down_and_back_again(house: House) -> None:
    walking, _letters, birds = named(house, "Walking", "Letters", "Birds")
    start = order(house)
    assert start[:2] == ["Birds", "Letters"]
    page = house.as_owner.post(f"/studio/categories/{walking.pk}/up/", follow=True)
    assert page.redirect_chain[-1][0].endswith(f"#category-{walking.pk}")
    assert order(house).index("Walking") == start.index("Walking") - 1
    assert f'formaction="/studio/categories/{walking.pk}/down/">Undo' in page.text
    house.as_owner.post(f"/studio/categories/{walking.pk}/down/")
    assert order(house) == start
    house.as_owner.post(f"/studio/categories/{birds.pk}/up/")  # there is no room above
    assert order(house) == start
    named(house, "Aachen")
    assert order(house)[-1] == "Aachen"  # who comes later comes last, once there is an order
    from blog.models import Category

    with house.inside():
        everywhere = [one.name for one in Category.objects.all()]
    assert everywhere == order(house)


def test_the_archive_lists_them_in_their_order(house: House) -> None:
    letters, walking = named(house, "Letters", "Walking")
    house.post(published=True, category=letters)
    house.post(title="Two", published=True, category=walking)
    named(house, "Empty")
    for _ in range(3):
        house.as_owner.post(f"/studio/categories/{walking.pk}/up/")
    links = house.client().get("/blog/").context["categories"]
    assert [link["title"] for link in links] == ["Walking", "Letters"]


def test_a_merged_one_leads_on_and_comes_back_with_its_posts(house: House) -> None:
    letters, walking = named(house, "Letters", "Walking")
    post = house.post(published=True, category=letters)
    house.post(title="Two", published=True, category=walking)
    path = f"/studio/categories/{letters.pk}/"
    assert "Its one post gets the other one" in house.as_owner.get(f"{path}merge/").text
    said = house.as_owner.post(f"{path}merge/", {"into": walking.pk}, follow=True).text
    assert "“Letters” is a part of “Walking” now." in said
    assert house.again(post).category == walking
    assert house.client().get("/category/letters/")["Location"] == "/category/walking/"
    house.as_owner.post(f"{path}restore/")
    assert house.again(post).category == letters
    assert house.client().get("/category/letters/").status_code == 200


def test_its_description_is_what_search_engines_are_told(house: House) -> None:
    sent = {"name": "Letters", "slug": "", "description": "From afar."}
    house.as_owner.post("/studio/categories/new/", sent)
    house.post(published=True, category=row(house, "category", name="Letters"))
    page = house.client().get("/category/letters/").text
    assert '<meta name="description" content="From afar.">' in page
    assert '<p dir="auto">From afar.</p>' in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", ["", "delete/"])
@pytest.mark.parametrize(
    ("rows", "words", "field"),
    [("categories", "description", "category"), ("authors", "bio", "author"), ("tags", "", "tag")],
)
def test_what_vanished_a_moment_ago_is_told(
    house: House, rows: str, words: str, field: str, deed: str
) -> None:
    """Somebody deletes it after the page has read it, and before the page has written."""
    from blog.models import Author, Category, Tag

    model: Any = {"category": Category, "author": Author, "tag": Tag}[field]
    with house.inside():
        made = model.objects.create(name="Letters", slug="letters")
    sent = {"name": "Letters home", "slug": "", words: "x"}
    with Hands(1) as pool, house.inside():
        model.objects.filter(pk=made.pk).delete()
        doing = pool.submit(house.as_owner.post, f"/studio/{rows}/{made.pk}/{deed}", sent)
        until(waiting)
    path = f"/studio/{rows}/"
    answer = doing.result()
    page = answer if answer.status_code == 200 else house.as_owner.get(path)
    assert "It is gone: somebody was faster." in page.text
    assert "Letters" not in house.as_owner.get(path).text
