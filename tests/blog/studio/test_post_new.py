"""GET and POST /studio/posts/new/."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.test import Client

from tests.blog.studio.conftest import House, typed

if TYPE_CHECKING:
    from accounts.models import User

URL = "/studio/posts/new/"


def test_it_shows_an_empty_form_with_the_cursor_in_the_title(house: House) -> None:
    page = house.as_owner.get(URL)
    assert page.status_code == 200
    title = page.text.partition('name="title"')[2].partition(">")[0]
    assert "autofocus" in title


def test_no_heading_is_without_words(house: House) -> None:
    headings = re.findall(r"<h\d([^>]*)>(.*?)</h\d>", house.as_owner.get(URL).text, re.DOTALL)
    assert headings
    assert all(words.strip() or "hidden" in attributes for attributes, words in headings)


def test_the_first_visit_says_where_one_is(house: House) -> None:
    assert "This is your desk" in house.as_owner.get(URL, {"first": "1"}).text
    assert "This is your desk" not in house.as_owner.get(URL).text


def test_it_saves_a_draft_and_leads_to_it(house: House) -> None:
    answer = house.as_owner.post(URL, typed(title="Salt", content="Two *kinds*.", do="save"))
    post = house.only()
    assert (post.title, post.status, post.slug) == ("Salt", "draft", "salt")
    assert post.created_by_id == house.owner.pk
    assert answer.headers["Location"] == f"/studio/posts/{post.pk}/edit/"
    assert "Saved." in house.as_owner.get(answer.headers["Location"]).text


def test_a_text_without_title_is_a_draft(house: House) -> None:
    house.as_owner.post(URL, typed(content="Just a line."))
    assert house.only().title == ""


def test_publish_makes_it_public_and_says_where(house: House) -> None:
    answer = house.as_owner.post(URL, typed(title="Salt", do="publish"), follow=True)
    post = house.only()
    assert post.is_out
    assert "Published." in answer.text
    assert "/blog/salt/" in answer.text


def test_category_made_on_the_spot_and_tags(house: House) -> None:
    sent = typed(title="Salt", new_category="Letters", tags="family, winter،  kitchens , family")
    house.as_owner.post(URL, sent)
    post = house.only()
    assert post.category
    assert post.category.name == "Letters"
    assert [tag.name for tag in post.tags.all()] == ["family", "kitchens", "winter"]


def test_nothing_typed_is_nothing_made(house: House) -> None:
    for blank in ("", "   ", "\n\t\n"):
        page = house.as_owner.post(URL, typed(title=blank, content=blank))
        assert "Write something first" in page.text
    assert house.count() == 0


def test_publishing_wants_a_title(house: House) -> None:
    page = house.as_owner.post(URL, typed(content="Words.", do="publish"))
    assert "A post needs a title before readers can see it." in page.context["form"].errors["title"]
    assert "Words." in page.text
    assert house.count() == 0


def test_a_contributor_writes_but_does_not_publish(
    house: House, member: Callable[[str], Client]
) -> None:
    client = member("contributor")
    assert 'value="publish"' not in client.get(URL).text
    assert client.post(URL, typed(title="Salt", do="publish")).status_code == 403
    assert house.count() == 0
    assert client.post(URL, typed(title="Salt", do="save")).status_code == 302
    assert house.only().status == "draft"


def test_an_author_takes_categories_as_they_are(
    house: House, member: Callable[[str], Client]
) -> None:
    member("author").post(URL, typed(title="Salt", new_category="Mine"))
    assert house.only().category is None


def test_an_author_signs_as_nobody_else(house: House, member: Callable[[str], Client]) -> None:
    from blog.models import Author

    with house.inside():
        ines = Author.objects.create(name="Ines", slug="ines")
    member("author").post(URL, typed(title="Salt", author=ines.pk))
    assert house.only().author_id != ines.pk


def test_what_is_not_a_button_only_saves(house: House) -> None:
    house.as_owner.post(URL, typed(title="Salt", do="explode"))
    assert house.only().status == "draft"


def test_the_language_is_one_from_the_list(house: House) -> None:
    for language in ("", "de", "ar"):
        assert house.as_owner.post(URL, typed(title="Salt", language=language)).status_code == 302
    assert house.as_owner.post(URL, typed(title="Salt", language="xx")).status_code == 200


def test_a_new_post_is_signed_by_whoever_writes(house: House, alice: User) -> None:
    from blog.models import Author

    with house.inside():
        byline = Author.objects.all().of_user(alice.pk) or Author.objects.create(
            name="Alice", slug="alice-w", user_id=alice.pk
        )
    form = house.as_owner.get(URL).context["form"]
    assert str(form["author"].value()) in {str(byline.pk), str(byline)}
