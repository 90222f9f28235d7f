"""What the editor keeps by itself while somebody writes."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.blog.studio.conftest import House, typed
from tests.support.long_texts import long_text

if TYPE_CHECKING:
    from blog.models import Post, Revision


def send(client: Client, path: str, **words: Any) -> Any:
    body = {"title": "Salt", "content": "Two kinds.", "excerpt": "", "version": 1} | words
    return client.post(path, json.dumps(body), content_type="application/json")


def keep(house: House, post: Post, **words: Any) -> Any:
    return send(house.as_owner, f"/studio/posts/{post.pk}/words/", **words)


def revisions(house: House, post: Post) -> list[Revision]:
    from blog.models import Revision

    with house.inside():
        return list(Revision.objects.filter(post_id=post.pk).order_by("version"))


def test_a_draft_has_the_words_at_once(house: House) -> None:
    post = house.post()
    answer = keep(house, post, content="Three kinds.", title="Salt again", excerpt="In short.")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {
        "id": post.pk, "version": 2, "slug": "salt-again", "apart": False,
        "url": f"/studio/posts/{post.pk}/edit/", "words": f"/studio/posts/{post.pk}/words/",
    }  # fmt: skip
    again = house.again(post)
    assert (again.title, again.content, again.excerpt) == (
        "Salt again",
        "Three kinds.",
        "In short.",
    )
    assert again.updated_at > post.updated_at


def test_readers_of_a_published_post_see_nothing_of_it(house: House) -> None:
    post = house.post(published=True)
    reader = house.client()
    before = reader.get(post.get_absolute_url()).content
    assert json.loads(keep(house, post, content="Secret.", title="New").content)["apart"]
    again = house.again(post)
    assert (again.title, again.content, again.content_html) == (
        post.title, post.content, post.content_html,
    )  # fmt: skip
    assert again.updated_at == post.updated_at
    assert reader.get(post.get_absolute_url()).content == before
    for path in ("/", "/blog/", "/feed.xml", f"/blog/{post.slug}.md", "/search/?q=secret"):
        assert b"Secret" not in reader.get(path).content


def test_the_editor_opens_with_them_and_update_shows_them(house: House) -> None:
    post = house.post(published=True)
    settings = {"tags": "winter, sea", "slug": "grains", "category": "x", "unknown": "y"}
    keep(house, post, content="Three kinds.", settings=settings)
    page = house.as_owner.get(f"/studio/posts/{post.pk}/edit/")
    form = page.context["form"]
    assert form["content"].value() == "Three kinds."
    assert (form["tags"].value(), form["slug"].value()) == ("winter, sea", "grains")
    assert "Unpublished changes" in page.text
    data = typed(title="Salt", content="Three kinds.", version=2, slug=post.slug)
    house.as_owner.post(f"/studio/posts/{post.pk}/edit/", data)
    again = house.again(post)
    assert (again.content, again.has_changes) == ("Three kinds.", False)
    assert b"Three kinds." in house.client().get(post.get_absolute_url()).content


@pytest.mark.parametrize("deed", ["preview", "trash", "unpublish", "keep_words"])
def test_other_buttons_of_a_published_post_show_readers_nothing_either(
    house: House, deed: str
) -> None:
    post = house.post(published=True)
    data = typed(title="", content="Secret.", slug=post.slug, tags="hush", do=deed)
    answer = house.as_owner.post(f"/studio/posts/{post.pk}/edit/", data)
    assert answer.status_code == 302
    assert house.again(post).content == "Two kinds."
    form = house.as_owner.get(f"/studio/posts/{post.pk}/edit/").context["form"]
    assert (form["content"].value(), form["tags"].value()) == ("Secret.", "hush")
    preview = house.as_owner.get(f"/studio/posts/{post.pk}/preview/")
    assert "Secret." in preview.text


def test_a_draft_is_rendered_when_it_is_wanted(house: House) -> None:
    post = house.post()
    keep(house, post, content="Some *new* words.")
    assert house.again(post).renderer_version == 0
    page = house.as_owner.get(f"/studio/posts/{post.pk}/preview/")
    assert "Some <em>new</em> words." in page.text
    house.as_owner.post(f"/studio/posts/{post.pk}/publish/")
    assert b"Some <em>new</em> words." in house.client().get(post.get_absolute_url()).content


def test_an_older_version_overwrites_nothing(house: House) -> None:
    post = house.post(published=True)
    keep(house, post, content="Hers.")
    answer = keep(house, post, content="His.")
    assert answer.status_code == 409
    assert "changed elsewhere" in json.loads(answer.content)["error"]
    assert [one.content for one in revisions(house, post)] == ["Two kinds.", "Hers."]


@pytest.mark.parametrize("published", [False, True])
def test_a_save_over_what_was_kept_since_is_a_question(house: House, published: bool) -> None:
    post = house.post(published=published)
    keep(house, post, content="Hers.")
    data = typed(title="Salt", content="His.", slug=post.slug, version=1, do="keep_words")
    page = house.as_owner.post(f"/studio/posts/{post.pk}/edit/", data)
    assert page.status_code == 409
    assert page.context["twins"].text == "Hers."


def test_both_texts_are_put_into_one(house: House) -> None:
    post = house.post(published=True, content="One.\n\nTwo.\n\nThree.")
    keep(house, post, content="One.\n\nHers.\n\nThree.")
    data = typed(title="Salt", content="One.\n\nHis.\n\nThree.", version=1, both=2)
    page = house.as_owner.post(f"/studio/posts/{post.pk}/edit/", data)
    form = page.context["form"]
    assert form["content"].value() == "One.\n\nHis.\n\nHers.\n\nThree.\n"
    assert form["version"].value() == "2"
    assert house.again(post).version == 2


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'"x"', b'{"title": 3}', b"\xff", b"[" * 5000,
        b'{"title": "Salt", "content": "\\u0000", "version": 1}',
        b'{"title": "Salt", "content": "\\ud800", "version": 1}',
        b'{"title": "Salt", "version": "x"}', b'{"title": "Salt", "version": -1}',
        json.dumps({"title": "x" * 201, "version": 1}).encode(),
        json.dumps({"content": "x" * 1_000_001, "version": 1}).encode(),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_sentence(house: House, body: bytes) -> None:
    post = house.post()
    path = f"/studio/posts/{post.pk}/words/"
    answer = house.as_owner.post(path, body, content_type="application/json")
    assert answer.status_code in {409, 422}
    assert json.loads(answer.content)["error"]
    assert house.again(post).version == 1


def test_settings_that_cannot_be_kept_are_left_out(house: House) -> None:
    post = house.post()
    hostile = {"slug": "a\0b", "tags": "\ud800", "category": ["x"], "author": "y" * 3000}
    assert keep(house, post, settings=hostile | {"language": "de"}).status_code == 200
    assert revisions(house, post)[-1].settings == {"language": "de"}


def test_the_first_words_begin_a_post_once(house: House) -> None:
    name = str(uuid.uuid4())
    for content in ("Two", "Two kinds"):
        answer = send(
            house.as_owner, "/studio/posts/words/", content=content, begun_as=name,
            settings={"tags": "winter"},
        )  # fmt: skip
        assert answer.status_code == 201
    post = house.only()
    assert json.loads(answer.content)["id"] == post.pk
    assert post.content == "Two kinds"


def test_a_page_whose_answer_was_lost_goes_on(house: House) -> None:
    post, page = house.post(), str(uuid.uuid4())
    first = keep(house, post, content="One.", version=post.version, begun_as=page)
    assert first.status_code == 200  # and never arrives
    again = keep(house, post, content="One. Two.", version=post.version, begun_as=page)
    assert again.status_code == 200
    assert house.only().content == "One. Two."


def test_another_open_page_of_the_same_person_does_not(house: House) -> None:
    post = house.post()
    keep(house, post, content="One.", version=post.version, begun_as=str(uuid.uuid4()))
    other = str(uuid.uuid4())
    answer = keep(house, post, content="Two.", version=post.version, begun_as=other)
    assert answer.status_code == 409
    assert house.only().content == "One."


def test_what_was_wiped_out_by_mistake_is_in_the_revision_before(house: House) -> None:
    post = house.post()
    keep(house, post, content="word " * 200, version=post.version)
    keep(house, post, content="x", version=post.version + 1)
    assert "word word" in revisions(house, post)[-2].content
    assert revisions(house, post)[-1].content == "x"


def test_a_second_try_brings_its_newer_words(house: House) -> None:
    name = str(uuid.uuid4())
    send(house.as_owner, "/studio/posts/words/", content="Two", begun_as=name)
    answer = send(house.as_owner, "/studio/posts/words/", content="Two kinds", begun_as=name)
    assert answer.status_code == 201
    assert house.only().content == "Two kinds"


def test_another_persons_name_for_it_is_their_own(
    house: House, member: Callable[..., Client]
) -> None:
    name = str(uuid.uuid4())
    send(house.as_owner, "/studio/posts/words/", begun_as=name)
    send(member("author"), "/studio/posts/words/", begun_as=name)
    assert house.count() == 2


def test_nothing_begins_nothing(house: House) -> None:
    answer = send(house.as_owner, "/studio/posts/words/", title=" ", content="\n")
    assert (answer.status_code, house.count()) == (422, 0)


def test_a_contributor_keeps_no_words_of_what_is_published(
    house: House, member: Callable[..., Client], bob: Any
) -> None:
    client = member("contributor")
    post = house.post(by=bob, published=True)
    assert send(client, f"/studio/posts/{post.pk}/words/").status_code == 403
    draft = house.post(by=bob)
    assert send(client, f"/studio/posts/{draft.pk}/words/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_resting_costs_few_round_trips_and_no_cached_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who it is takes three: session, user, membership. The blog's transaction takes five."""
    from tenants.db.scope import tenant_connection
    from tenants.directory import directory, find
    from tenants.models import ContentVersion

    host = house.tenant.domains.get().domain
    monkeypatch.setattr(directory, "lookup", {host: find(host)}.get)
    post = house.post(published=True, content=long_text(20_000))
    keep(house, post, content="x", version=1)
    version = ContentVersion.objects.get(tenant=house.tenant).version
    connection = tenant_connection()
    before = connection.round_trips
    answer = keep(house, post, content=long_text(20_000, seed=2), version=2)
    assert answer.status_code == 200
    assert connection.round_trips - before <= 3 + 5
    assert ContentVersion.objects.get(tenant=house.tenant).version == version
