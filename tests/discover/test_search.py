"""GET /blog/?q= on the platform's host."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from blog.actions.unpublish_post import unpublish_post
from blog.models import Post
from tenants.actions.set_listing import set_listing
from tenants.db.scope import tenant_transaction
from tenants.discover.models import ListedPost
from tenants.discover.words import index_listed
from tests.conftest import BlogClient
from tests.discover.conftest import Listed, page, work, write

pytestmark = pytest.mark.django_db

NOTHING = "Nothing here has"


@pytest.fixture
def written(listed: Listed) -> Listed:
    with tenant_transaction(listed.tenant):
        write(listed.owner, "Crème brûlée", excerpt="Burnt sugar", tags=["Kitchen"])
        write(listed.owner, "Die Häuser am Fluss", language="de")
    return listed


@pytest.mark.parametrize("words", ["creme", "brulee kitchen", "sugar", "%22creme brulee%22", "cre"])
def test_title_excerpt_and_tags_are_looked_through(written: Listed, words: str) -> None:
    text = page(f"?q={words}")
    assert "<mark>" in text
    assert "Häuser" not in text
    assert "Alpha" not in text
    assert '<meta name="robots" content="noindex">' in text


def test_words_are_found_in_the_forms_of_their_language(written: Listed) -> None:
    assert "<mark>Häuser</mark>" in page("?q=haus+")
    assert "<mark>Häuser</mark>" in page("?q=haus+&language=de")
    assert NOTHING in page("?q=haus+&language=en")


def test_a_slip_is_offered_as_it_is_written(written: Listed) -> None:
    text = page("?q=braulee")
    assert "Did you mean" in text
    assert "?q=br%C3%BBl%C3%A9e" in text


def test_what_is_not_shown_is_not_found(written: Listed) -> None:
    with tenant_transaction(written.tenant):
        unpublish_post(Post.objects.get(title__startswith="Die"), by=written.owner)
    assert NOTHING in page("?q=haus+")
    assert "Did you mean" not in page("?q=hauser")
    ListedPost.objects.update(published_at=timezone.now() + timedelta(hours=1))
    assert NOTHING in page("?q=creme")
    ListedPost.objects.update(published_at=timezone.now())
    assert NOTHING not in page("?q=creme")
    set_listing(written.tenant, by=written.owner, listed=False)
    assert NOTHING in page("?q=creme")


def test_hostile_words_stay_words(written: Listed, platform_client: BlogClient) -> None:
    for words in ("'&|!:*", '"', "-", "<script>alert(1)</script>", "a" * 10_000, "\u202e"):
        answer = platform_client().get("/blog/", {"q": words})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_rows_from_before_are_indexed_by_due_work(written: Listed) -> None:
    work()
    ListedPost.objects.update(words=None)
    assert NOTHING in page("?q=creme")
    index_listed({"after": 0})
    assert "<mark>Crème</mark>" in page("?q=creme")
    assert not ListedPost.objects.filter(words=None).exists()


def test_who_asks_without_end_waits_a_little(written: Listed, settings: Any) -> None:
    settings.SEARCH_PACE = (2, 30.0)
    answers = [
        Client().get("/blog/", {"q": "creme"}, headers={"host": settings.PLATFORM_HOST})
        for _ in range(3)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "That was a lot to look for in a short time." in answers[-1].text
    assert 1 <= int(answers[-1]["Retry-After"]) <= 30
    assert Client().get("/blog/", headers={"host": settings.PLATFORM_HOST}).status_code == 200
