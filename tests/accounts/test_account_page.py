"""The account page, and the name."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from journal.models import AuditEntry
from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db
PAGE, NAME = "/accounts/", "/accounts/name/"


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    cache.clear()


@pytest.fixture
def client(platform_client: BlogClient, alice: User) -> Client:
    return platform_client(alice)


def test_it_gathers_everything(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    for path in (
        "name/", "email/", "password/change/", "passkeys/", "second/", "sessions/",
        "export/", "close/",
    ):  # fmt: skip
        assert f'href="/accounts/{path}"' in page, path
    assert "Alice" in page
    assert "alice@post.example" in page


def test_it_is_found_from_every_page_and_from_your_blogs(client: Client) -> None:
    assert 'href="/accounts/"' in client.get("/about/").content.decode()
    assert client.get("/blogs/").content.decode().count('href="/accounts/"') == 2


def test_its_queries_do_not_grow_with_what_there_is(
    client: Client, platform_client: BlogClient, alice: User, django_assert_max_num_queries: object
) -> None:
    for _ in range(5):
        platform_client(alice)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(PAGE)


@pytest.mark.parametrize("path", [PAGE, NAME, "/accounts/sessions/", "/accounts/export/"])
def test_a_stranger_signs_in_first(platform_client: BlogClient, path: str) -> None:
    for method in ("get", "post"):
        response = getattr(platform_client(), method)(path)
        assert response.status_code in {302, 405}
        if response.status_code == 302:
            assert response["Location"].startswith("/accounts/login/?next=")


def test_only_reading(client: Client) -> None:
    assert client.post(PAGE).status_code == 405
    assert client.put(NAME).status_code == 405


def test_the_name_changes_and_is_written_down(client: Client, alice: User) -> None:
    page = client.post(NAME, {"name": "  Alice   B. "}, follow=True).content.decode()
    assert "You are called Alice B." in page
    alice.refresh_from_db()
    assert alice.name == "Alice B."
    assert AuditEntry.objects.filter(action="user.renamed", actor_id=alice.pk).count() == 1
    client.post(NAME, {"name": "Alice B."})
    assert AuditEntry.objects.filter(action="user.renamed").count() == 1


def test_it_may_be_empty(client: Client, alice: User) -> None:
    assert "You are called alice." in client.post(NAME, {"name": ""}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("a" * 121, "at most 120 characters"), ("a\u0007b", "cannot be shown")],
)
def test_a_bad_name_is_kept_and_said(client: Client, alice: User, name: str, sentence: str) -> None:
    page = client.post(NAME, {"name": name}).content.decode()
    assert sentence in page
    assert 'role="alert"' in page
    alice.refresh_from_db()
    assert alice.name == "Alice"


def test_changes_are_limited(client: Client) -> None:
    statuses = [client.post(NAME, {"name": "A"}).status_code for _ in range(61)]
    assert (statuses[0], statuses[-1]) == (302, 429)
