"""What keeps machines out: the trap, the signed time, and how often from where."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory, override_settings
from time_machine import travel

from accounts.limits import network_of
from accounts.models import User
from kit.letterbox.stamp import new_stamp
from tests.conftest import BlogClient
from tests.signups.conftest import Rule
from tests.support.sign_up import TOMAS

pytestmark = pytest.mark.django_db
LIMITS = {"signup": "5/h/ip,2/h/key", "application": "5/h/ip,2/h/key"}


def words(response: Any) -> str:
    return html.unescape(response.content.decode())


def person(number: int) -> dict[str, str]:
    return TOMAS | {"email": f"t{number}@post.example", "address": f"night-ferry-{number}x"}


@pytest.mark.parametrize(
    "stamp",
    ["", "signup", "signup:x:y", pytest.param(new_stamp("platform"), id="for another form")],
)
def test_without_a_time_that_we_signed_it_asks_again_with_all_kept(
    stamp: str, platform_client: BlogClient
) -> None:
    client = platform_client()
    page = client.post("/signup/", TOMAS | {"stamp": stamp})
    assert page.status_code == 200
    assert "This page was open for long." in words(page)
    assert 'value="Night Ferry"' in words(page)
    fresh = page.context["form"]["stamp"].value()
    assert client.post("/signup/", TOMAS | {"stamp": fresh}).status_code == 302


def test_a_day_later_it_asks_again(platform_client: BlogClient) -> None:
    stamp = new_stamp("signup")
    with travel(timedelta(days=1, minutes=1)):
        page = platform_client().post("/signup/", TOMAS | {"stamp": stamp})
    assert "This page was open for long." in words(page)


@override_settings(SIGNUP_MIN_SECONDS=2)
def test_quicker_than_anybody_types_it_asks_again(platform_client: BlogClient) -> None:
    client, stamp = platform_client(), new_stamp("signup")
    page = client.post("/signup/", TOMAS | {"stamp": stamp})
    assert "That was quicker than anybody types." in words(page)
    assert not User.objects.exists()
    with travel(timedelta(seconds=3)):
        assert client.post("/signup/", TOMAS | {"stamp": stamp}).status_code == 302


def test_who_fills_in_what_nobody_sees_is_asked_again(platform_client: BlogClient) -> None:
    page = platform_client().post("/signup/", TOMAS | {"website": "https://a.example/"})
    assert "A field that people do not see was filled in." in words(page)
    assert "https://a.example/" not in words(page)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
    ],
)
def test_which_network_an_address_is_of(address: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@override_settings(ACCOUNT_RATE_LIMITS=LIMITS)
@pytest.mark.parametrize("mode", ["open", "approve"])
def test_neighbours_in_one_network_are_counted_together(
    mode: str, rule: Rule, platform_client: BlogClient
) -> None:
    rule(mode=mode)
    statuses = [
        platform_client()
        .post("/signup/", person(n) | {"about": "I."}, REMOTE_ADDR=f"192.0.2.{n}")
        .status_code
        for n in range(4)
    ]
    assert statuses == [302, 302, 429, 429]
    elsewhere = platform_client().post(
        "/signup/", person(9) | {"about": "I."}, REMOTE_ADDR="198.51.100.1"
    )
    assert elsewhere.status_code == 302


@override_settings(ACCOUNT_RATE_LIMITS=LIMITS)
@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP"])
def test_no_header_of_the_client_s_own_makes_it_another(
    header: str, platform_client: BlogClient
) -> None:
    statuses = [
        platform_client().post("/signup/", person(n), headers={header: f"203.0.{n}.1"}).status_code
        for n in range(3)
    ]
    assert statuses == [302, 302, 429]


@override_settings(ACCOUNT_RATE_LIMITS=LIMITS, ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_one_proxy_what_the_proxy_wrote_counts(platform_client: BlogClient) -> None:
    statuses = [
        platform_client()
        .post("/signup/", person(n), headers={"X-Forwarded-For": f"203.0.{n}.1, 192.0.2.7"})
        .status_code
        for n in range(3)
    ]
    assert statuses == [302, 302, 429]


def test_the_counters_are_in_postgres() -> None:
    assert type(cache._connections["default"]).__name__ == "CounterCache"  # type: ignore[attr-defined]
