"""Passkeys: added, used to sign in, counted as the second factor, taken away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from accounts.models import Session, User
from journal.models import AuditEntry
from tests.conftest import PASSWORD, BlogClient, MakeBlog
from tests.support.letters import deliver
from tests.support.passkeys import ADD, SIGN_IN, Device, add_passkey, options_on, sign_in_with

pytestmark = pytest.mark.django_db
LIST = "/accounts/passkeys/"
REFUSED = "That passkey did not work. Try again."


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    cache.clear()


@pytest.fixture
def sure(platform_client: BlogClient, alice: User) -> Client:
    """Alice, confirmed, who has just given her password once more."""
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    client = platform_client(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def device(sure: Client) -> Device:
    """Alice's laptop, with a passkey."""
    device = Device()
    assert add_passkey(sure, device)["Location"] == "/accounts/second/recovery/"
    return device


def passkeys() -> list[Authenticator]:
    return list(Authenticator.objects.filter(type="webauthn"))


def test_it_signs_in_without_anything_typed(
    platform_client: BlogClient, alice: User, device: Device
) -> None:
    client = platform_client()
    response = sign_in_with(client, device, next="/blogs/new/")
    assert response["Location"] == "/blogs/new/"
    assert client.get("/accounts/").status_code == 200
    assert Session.objects.filter(user=alice, tenant_id=None).count() >= 1
    (kept,) = passkeys()
    assert kept.last_used_at is not None


def test_the_question_names_nobody_and_asks_for_the_owner(
    platform_client: BlogClient, device: Device, settings: Any
) -> None:
    asked = platform_client().get(SIGN_IN).json()["publicKey"]
    assert asked["rpId"] == settings.PLATFORM_HOST
    assert asked["userVerification"] == "required"
    assert not asked.get("allowCredentials")


def test_adding_is_written_down_told_and_ends_other_sessions(
    platform_client: BlogClient, alice: User, sure: Client
) -> None:
    elsewhere = platform_client(alice)
    add_passkey(sure, Device())
    assert sure.get(LIST).status_code == 200
    assert elsewhere.get("/blogs/").status_code == 302
    assert AuditEntry.objects.filter(action="user.passkey_added", actor_id=alice.pk).count() == 1
    assert [letter.subject for letter in deliver()] == ["Your second step was changed"]
    alice.refresh_from_db()
    assert not alice.offer_passkey


def test_adding_shows_recovery_codes_once_and_then_the_list(sure: Client, device: Device) -> None:
    codes = sure.get("/accounts/second/recovery/").content.decode()
    assert codes.count("<code") == 10
    assert add_passkey(sure, Device(), name="")["Location"] == LIST
    page = sure.get(LIST).content.decode()
    assert "From now on you can sign in with this passkey." in page
    assert "A browser that does not say what it is" in page


def test_the_password_alone_is_no_longer_enough(
    platform_client: BlogClient, alice: User, device: Device
) -> None:
    client = platform_client()
    response = client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert response["Location"] == "/accounts/second/code/"
    assert client.get("/blogs/").status_code == 302
    answer = device.proven(options_on(client.get("/accounts/second/code/").content))
    response = client.post("/accounts/second/code/", {"credential": json.dumps(answer)})
    assert response.status_code == 302
    assert client.get("/blogs/").status_code == 200


def test_after_the_password_a_recovery_code_does_as_well(
    platform_client: BlogClient, alice: User, device: Device
) -> None:
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client = platform_client()
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    client.post("/accounts/second/code/", {"code": code})
    assert client.get("/blogs/").status_code == 200


def test_removed_it_signs_nobody_in(
    platform_client: BlogClient, sure: Client, alice: User, device: Device
) -> None:
    (kept,) = passkeys()
    path = f"{LIST}{kept.pk}/remove/"
    assert "Remove “Laptop”?" in sure.get(path).content.decode()
    assert passkeys() == [kept]
    page = sure.post(path, follow=True).content.decode()
    assert "That passkey signs nobody in any more." in page
    assert Authenticator.objects.count() == 0  # nor recovery codes for nothing
    client = platform_client()
    page = client.get(sign_in_with(client, device)["Location"]).content.decode()
    assert REFUSED in page
    assert client.get("/blogs/").status_code == 302
    assert AuditEntry.objects.filter(action="user.passkey_removed", actor_id=alice.pk).exists()


def test_it_gets_another_name(sure: Client, device: Device) -> None:
    (kept,) = passkeys()
    path = f"{LIST}{kept.pk}/rename/"
    assert "Give it a name." in sure.post(path, {"name": " "}).content.decode()
    assert sure.post(path, {"name": "Desk  at home"})["Location"] == LIST
    assert str(passkeys()[0]) == "Desk at home"


@pytest.mark.parametrize("what", ["remove", "rename"])
def test_nobody_elses_can_be_touched(
    platform_client: BlogClient, bob: User, device: Device, what: str
) -> None:
    (kept,) = passkeys()
    client = platform_client(bob)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(f"{LIST}{kept.pk}/{what}/", {"name": "mine"}).status_code == 404
    assert str(passkeys()[0]) == "Laptop"


@pytest.mark.parametrize("what", ["add/", "1/remove/", "1/rename/"])
def test_changes_ask_for_the_password_first(
    platform_client: BlogClient, alice: User, what: str
) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    response = platform_client(alice).post(f"{LIST}{what}")
    assert response["Location"].startswith("/accounts/reauthenticate/?next=")


@pytest.mark.parametrize("path", ["", "add/", "1/remove/", "1/rename/", "again/"])
def test_a_stranger_signs_in_first(platform_client: BlogClient, path: str) -> None:
    assert "/accounts/login/" in platform_client().get(f"{LIST}{path}")["Location"]


def test_an_unconfirmed_email_comes_first(platform_client: BlogClient, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True)
    client = platform_client(alice)
    assert "Confirm your e-mail first" in client.get(LIST).content.decode()
    assert client.get(ADD).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://evil.inkstead.localhost"},
        {"origin": "https://inkstead.localhost"},
        {"origin": "http://inkstead.localhost:666"},
        {"origin": "http://inkstead.localhost.evil.example"},
        {"rp_id": "evil.inkstead.localhost"},
        {"verified": False},
    ],
    ids=lambda wrong: next(iter(wrong.items()))[0] + ":" + str(next(iter(wrong.values()))),
)
def test_what_another_origin_asked_for_or_nobody_unlocked_is_refused(
    platform_client: BlogClient, sure: Client, device: Device, wrong: dict[str, Any]
) -> None:
    page = add_passkey(sure, Device(**wrong)).content.decode()
    assert REFUSED in page
    assert len(passkeys()) == 1
    for name, value in wrong.items():
        setattr(device, name, value)
    client = platform_client()
    sign_in_with(client, device)
    assert client.get("/blogs/").status_code == 302


def test_an_answer_is_good_once_and_for_its_own_question(
    platform_client: BlogClient, device: Device
) -> None:
    client = platform_client()
    old = device.proven(client.get(SIGN_IN).json())
    client.get(SIGN_IN)  # another question
    client.post(SIGN_IN, {"credential": json.dumps(old)})
    assert client.get("/blogs/").status_code == 302
    fresh = device.proven(client.get(SIGN_IN).json())
    assert client.post(SIGN_IN, {"credential": json.dumps(fresh)})["Location"] == "/blogs/"
    again = platform_client()
    again.get(SIGN_IN)
    again.post(SIGN_IN, {"credential": json.dumps(fresh)})
    assert again.get("/blogs/").status_code == 302


GARBAGE = [
    "", "null", "[]", "{}", "1", '"x"', "nonsense", "[" * 5000, "{" * 100_000,
    '{"response": null}', '{"response": {"clientDataJSON": 1}}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
]  # fmt: skip


@pytest.mark.parametrize("credential", GARBAGE, ids=range(len(GARBAGE)))
def test_what_no_authenticator_says_is_refused(
    platform_client: BlogClient, sure: Client, credential: str
) -> None:
    client = platform_client()
    client.get(SIGN_IN)
    assert client.post(SIGN_IN, {"credential": credential}).status_code == 302
    sure.get(ADD)
    assert sure.post(ADD, {"name": "x", "credential": credential}).status_code == 200
    assert passkeys() == []


@pytest.mark.parametrize("part", ["attestationObject", "clientDataJSON"])
def test_a_broken_part_is_refused(sure: Client, part: str) -> None:
    for broken in ("", "AAAA", 5, None, "!!!", "o2NmbXQ"):
        answer = Device().made(options_on(sure.get(ADD).content))
        answer["response"][part] = broken
        page = sure.post(ADD, {"name": "x", "credential": json.dumps(answer)})
        assert page.status_code == 200
    assert passkeys() == []


def test_somebody_elses_handle_opens_nothing(
    platform_client: BlogClient, bob: User, device: Device
) -> None:
    from allauth.account.utils import user_pk_to_url_str

    from tests.support.passkeys import packed

    for handle in (user_pk_to_url_str(bob).encode(), b"nobody", b"\xff\xfe", b""):
        device.handle = packed(handle)
        client = platform_client()
        sign_in_with(client, device)
        assert client.get("/blogs/").status_code == 302


def test_it_says_that_it_is_still_you(
    platform_client: BlogClient, alice: User, device: Device
) -> None:
    client = platform_client()
    sign_in_with(client, device)
    again = "/accounts/passkeys/again/?next=/accounts/passkeys/add/"
    page = client.get(again)
    bad = client.post(again, {"credential": '{"a": 1}'})
    assert REFUSED in bad.content.decode()
    answer = device.proven(options_on(client.get(again).content))
    response = client.post(again, {"credential": json.dumps(answer), "next": ADD})
    assert (page.status_code, response["Location"]) == (200, ADD)
    assert client.get(ADD).status_code == 200


def test_tries_to_sign_in_are_limited(platform_client: BlogClient) -> None:
    client = platform_client()
    statuses = [client.post(SIGN_IN, {"credential": "{}"}).status_code for _ in range(11)]
    assert statuses[-1] == 429


def test_a_way_back_leads_to_ones_own_blogs_alone(
    platform_client: BlogClient, blog_client: BlogClient, make_blog: MakeBlog, alice: User
) -> None:
    tenant = make_blog("alice", alice)
    blog_client(tenant, alice)
    client = platform_client(alice)
    own = "http://alice.inkstead.localhost/studio/posts/"
    assert own in client.get(LIST, {"back": own}).content.decode()
    fresh = platform_client(alice)
    for address in (
        "http://evil.example/", "http://bob.inkstead.localhost/", "//alice.inkstead.localhost/",
        "http://alice.inkstead.localhost@evil.example/", "javascript:alert(1)", "http://[",
    ):  # fmt: skip
        page = fresh.get(LIST, {"back": address}).content.decode()
        assert "Back to your blog" not in page, address


def test_a_blogs_pages_may_not_ask_for_one(
    blog_client: BlogClient, platform_client: BlogClient, make_blog: MakeBlog
) -> None:
    on_blog = blog_client(make_blog()).get("/")["Permissions-Policy"]
    assert "publickey-credentials-get=()" in on_blog
    assert "publickey" not in platform_client().get("/")["Permissions-Policy"]
