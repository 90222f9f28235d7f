from __future__ import annotations

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts.bound_session import make_session
from accounts.models import Session, User
from tests.conftest import PASSWORD, BlogClient

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password, **more})  # type: ignore[return-value]


def test_the_right_password_opens_a_session_of_this_host(
    platform_client: BlogClient, alice: User
) -> None:
    client = platform_client()
    response = sign_in(client, alice.email)
    assert (response.status_code, response["Location"]) == (302, "/blogs/")
    row = Session.objects.get(user=alice)
    assert (row.host, row.tenant_id) == (settings.PLATFORM_HOST, None)
    assert client.get("/blogs/").status_code == 200


def test_case_and_spaces_in_the_email_do_not_matter(
    platform_client: BlogClient, alice: User
) -> None:
    response = sign_in(platform_client(), f" {alice.email.upper()} ")
    assert response.status_code == 302


def test_signing_in_begins_a_new_session(platform_client: BlogClient, alice: User) -> None:
    client = platform_client()
    client.get(LOGIN)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    sign_in(client, alice.email)
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != after
    assert not Session.objects.filter(pk=before).exists()


def test_known_and_unknown_are_refused_with_the_same_page(
    platform_client: BlogClient, alice: User
) -> None:
    known = sign_in(platform_client(), alice.email, "wrong")
    unknown = sign_in(platform_client(), "nobody@post.example", "wrong")
    sentence = "No account has this e-mail and password together."
    for response in (known, unknown):
        assert response.status_code == 200
        assert sentence in response.content.decode()
    assert "alice@post.example" in known.content.decode()


@pytest.mark.parametrize(
    "where",
    [
        "//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)",
        "http://other.inkstead.localhost/", "/%2f/evil.example", "/..//evil.example",
    ],
)  # fmt: skip
def test_next_leads_nowhere_else(platform_client: BlogClient, alice: User, where: str) -> None:
    response = sign_in(platform_client(), alice.email, next=where)
    assert response["Location"] == "/blogs/"


def test_next_leads_to_a_path_of_this_host(platform_client: BlogClient, alice: User) -> None:
    client = platform_client()
    assert b'value="/about/"' in client.get(f"{LOGIN}?next=/about/").content
    response = sign_in(client, alice.email, next="/about/")
    assert response["Location"] == "/about/"


def test_guessing_at_one_account_ends_after_five_tries(
    platform_client: BlogClient, alice: User
) -> None:
    for number in range(5):
        client = platform_client()
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        client.defaults["HTTP_HOST"] = f"{settings.PLATFORM_HOST}:{4000 + number}"
        sign_in(client, alice.email, "wrong")
    client = platform_client()
    client.defaults["REMOTE_ADDR"] = "192.0.2.99"
    response = sign_in(client, alice.email)
    assert "Too many tries" in response.content.decode()
    assert not Session.objects.filter(user=alice).exists()


def test_guessing_from_one_place_ends_after_ten_tries(
    platform_client: BlogClient, alice: User
) -> None:
    client = platform_client()
    for number in range(10):
        sign_in(client, f"guess{number}@post.example", "wrong")
    response = sign_in(client, alice.email)
    assert "Too many tries" in response.content.decode()


def test_a_right_password_does_not_wipe_the_count(
    platform_client: BlogClient, alice: User, bob: User
) -> None:
    for _ in range(4):
        sign_in(platform_client(), alice.email, "wrong")
    assert sign_in(platform_client(), alice.email).status_code == 302
    sign_in(platform_client(), alice.email, "wrong")
    response = sign_in(platform_client(), alice.email)
    assert "Too many tries" in response.content.decode()


def test_a_blocked_person_is_told_so(platform_client: BlogClient, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    client = platform_client()
    response = sign_in(client, alice.email)
    assert response["Location"] == "/accounts/inactive/"
    assert b"This account is closed" in client.get("/accounts/inactive/").content


@pytest.mark.parametrize("typed", ["", "no e-mail", "a\0b@post.example", "😀", "x" * 5000, "אבג"])
def test_whatever_is_typed_is_answered(platform_client: BlogClient, typed: str) -> None:
    response = sign_in(platform_client(), typed, typed)
    assert response.status_code == 200
    assert b'role="alert"' in response.content


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/signup/?next=/blogs/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_allauths_own_sign_up_is_closed(
    platform_client: BlogClient, path: str, method: str
) -> None:
    data = {"email": "eve@post.example", "password1": PASSWORD}
    response = getattr(platform_client(), method)(path, data)
    assert (response.status_code, response["Location"]) == (302, "/signup/")
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/signup/passkey/", "/accounts/login/code/", "/accounts/login/code/confirm/",
        "/accounts/social/signup/", "/accounts/confirm-email/", "/_allauth/browser/v1/auth/signup",
    ],
)  # fmt: skip
def test_there_is_no_other_way_in(platform_client: BlogClient, path: str) -> None:
    assert platform_client().get(path).status_code == 404
    assert platform_client().post(path, {"email": "eve@post.example"}).status_code == 404


def test_signing_out_takes_a_post_and_ends_the_blogs_sessions_too(
    platform_client: BlogClient, alice: User
) -> None:
    client = platform_client(alice)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    child = make_session(alice, host="a.inkstead.localhost", tenant_id=uuid4(), parent=key)
    assert b"Sign out?" in client.get("/accounts/logout/").content
    assert Session.objects.filter(pk=child).exists()
    client.post("/accounts/logout/")
    assert not Session.objects.filter(user=alice).exists()
    assert client.get("/blogs/").status_code == 302
