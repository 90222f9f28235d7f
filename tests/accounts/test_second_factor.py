from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from journal.models import AuditEntry
from tests.conftest import PASSWORD, BlogClient
from tests.support.letters import deliver

pytestmark = pytest.mark.django_db
APP = "/accounts/second/app/"
CODE = "/accounts/second/code/"


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.fixture
def secret(platform_client: BlogClient, alice: User) -> str:
    """Alice has set up her app; its secret."""
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    client = platform_client(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    found = re.search(r'<code dir="ltr">(\w+)</code>', client.get(APP).content.decode())
    assert found is not None
    response = client.post(APP, {"code": code_of(found[1])})
    assert response.status_code == 302
    assert "Recovery codes" in client.get(response["Location"]).content.decode()
    assert client.get("/blogs/").status_code == 200
    cache.clear()  # the code just used may be used again
    return found[1]


def half_way(platform_client: BlogClient, user: User) -> Client:
    """A browser that gave the right password and is asked for a code."""
    client = platform_client()
    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert response["Location"] == CODE
    assert client.get("/blogs/").status_code == 302
    return client


def test_the_code_signs_in_and_is_good_once(
    platform_client: BlogClient, alice: User, secret: str
) -> None:
    client, code = half_way(platform_client, alice), code_of(secret)
    assert client.post(CODE, {"code": code}).status_code == 302
    assert client.get("/blogs/").status_code == 200
    again = half_way(platform_client, alice)
    assert "used already" in again.post(CODE, {"code": code}).content.decode()


def test_a_recovery_code_is_good_once(
    platform_client: BlogClient, alice: User, secret: str
) -> None:
    codes = Authenticator.objects.get(user=alice, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    assert half_way(platform_client, alice).post(CODE, {"code": code}).status_code == 302
    assert half_way(platform_client, alice).post(CODE, {"code": code}).status_code == 200


def test_wrong_codes_are_limited(platform_client: BlogClient, alice: User, secret: str) -> None:
    client = half_way(platform_client, alice)
    for _ in range(5):
        client.post(CODE, {"code": "wrong"})
    client.post(CODE, {"code": code_of(secret)})
    assert client.get("/blogs/").status_code == 302


def test_setting_up_is_written_down_and_told(alice: User, secret: str) -> None:
    assert AuditEntry.objects.filter(action="user.totp_activated", actor_id=alice.pk).count() == 1
    assert [letter.subject for letter in deliver()] == ["Your second step was changed"]
    kept = Authenticator.objects.get(user=alice, type="totp")
    assert secret not in str(kept.data)
