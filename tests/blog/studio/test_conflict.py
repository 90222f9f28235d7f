"""Two people, or two windows, on one text: nothing is overwritten before somebody chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.blog.studio.conftest import House, typed

if TYPE_CHECKING:
    from blog.models import Post


@pytest.fixture
def changed(house: House) -> Post:
    """A post as it was opened; the other window has saved since."""
    from blog.actions.inputs import PostInput
    from blog.actions.update_post import update_post
    from blog.models import Post

    opened = house.post(title="Salt", content="One.\n\nShe took it down.\n\nThree.")
    with house.inside():
        text = "One.\n\nShe put it back.\n\nThree."
        data = PostInput(title="Salt, again", content=text, tags=("winter",))
        update_post(Post.objects.get(pk=opened.pk), by=house.owner, data=data, version=1)
    return opened


def save(house: House, post: Post, **fields: Any) -> Any:
    mine = typed(title="Salt", content="One.\n\nShe took it away.\n\nThree.", slug=post.slug)
    return house.as_owner.post(f"/studio/posts/{post.pk}/edit/", mine | {"version": 1} | fields)


def test_a_late_save_is_a_question_not_a_loss(house: House, changed: Post) -> None:
    page = save(house, changed)
    assert page.status_code == 409
    assert "This was changed elsewhere" in page.text
    assert "She took it away." in page.text
    assert "<ins>put</ins>" in page.text.replace("\n", "")
    assert "2 paragraphs the same" not in page.text
    assert page.text.count("One paragraph the same in both") == 4
    assert {item.label: (item.mine, item.theirs) for item in page.context["twins"].differences} == {
        "Title": ("Salt", "Salt, again"),
        "Address": ("salt", "salt-again"),
        "Tags, with commas between": ("", "winter"),
    }
    assert house.again(changed).title == "Salt, again"


def test_saving_again_without_choosing_asks_again(house: House, changed: Post) -> None:
    page = save(house, changed)
    assert page.context["form"]["version"].value() == "1"
    assert save(house, changed).status_code == 409


def test_keep_mine_saves_over_the_version_that_was_shown(house: House, changed: Post) -> None:
    shown = save(house, changed).context["twins"].version
    assert save(house, changed, keep=shown).status_code == 302
    assert house.again(changed).content == "One.\n\nShe took it away.\n\nThree."


def test_keep_mine_does_what_was_asked_first(house: House, changed: Post) -> None:
    page = save(house, changed, do="publish")
    assert 'name="intent" value="publish"' in page.text
    assert house.again(changed).status == "draft"
    save(house, changed, keep=page.context["twins"].version, intent="publish")
    assert house.again(changed).is_out


def test_keep_mine_does_not_win_over_a_third(house: House, changed: Post) -> None:
    assert save(house, changed, keep="1").status_code == 409


def test_a_version_that_is_no_number_overwrites_nothing(house: House, changed: Post) -> None:
    for version in ("", "x", "-1", "9" * 30, "٢", "2\0"):
        page = save(house, changed, version=version)
        assert page.status_code in {200, 409}
    assert house.again(changed).title == "Salt, again"


def test_markup_in_either_is_shown_as_text(house: House, changed: Post) -> None:
    page = save(house, changed, content="<script>alert(1)</script>")
    assert "<script>alert" not in page.text


def test_pages_ask_too(house: House) -> None:
    from blog.actions.create_page import create_page
    from blog.actions.inputs import PageInput
    from blog.actions.update_page import update_page
    from blog.models import Page

    with house.inside():
        page = create_page(by=house.owner, data=PageInput(title="Us", content="Old."))
        update_page(page, by=house.owner, data=PageInput(title="Us", content="New."), version=1)
    path = f"/studio/pages/{page.pk}/edit/"
    mine = {"title": "Us", "content": "Mine.", "slug": page.slug, "version": 1}
    answer = house.as_owner.post(path, mine)
    assert answer.status_code == 409
    assert "Mine." in answer.text
    house.as_owner.post(path, mine | {"keep": answer.context["twins"].version})
    with house.inside():
        assert Page.objects.get(pk=page.pk).content == "Mine."
