from __future__ import annotations

import pytest

from accounts.models import Session
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db
CHECK = "/signup/address/"


def test_a_free_one_is_said_to_be_free(platform_client: BlogClient) -> None:
    response = platform_client().get(CHECK, {"address": "NightFerry"})
    assert response.json() == {"ok": True, "message": "nightferry is free.", "suggestions": []}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nightferry", "Someone writes at nightferry already, or at one that looks like it."),
        ("night-ferry", "Someone writes at night-ferry already, or at one that looks like it."),
        ("admin", "admin is kept for the platform, or looks like something that is."),
        ("night ferry", "An address has only the letters a to z, digits and hyphens."),
        ("", "Choose an address."),
        ("x" * 3000, "An address has at most 63 letters or digits."),
        ("😀", "An address has only the letters a to z, digits and hyphens."),
    ],
)
def test_each_refusal_has_its_own_sentence(
    platform_client: BlogClient, make_blog: MakeBlog, address: str, message: str
) -> None:
    make_blog("nightferry")
    answer = platform_client().get(CHECK, {"address": address}).json()
    assert (answer["ok"], answer["message"]) == (False, message)
    assert len(answer["suggestions"]) <= 3
    assert "nightferry" not in answer["suggestions"]


def test_nul_is_refused_before_it_is_looked_up(platform_client: BlogClient) -> None:
    assert platform_client().get(f"{CHECK}?address=a%00b").status_code == 400


def test_it_makes_no_session(platform_client: BlogClient) -> None:
    client = platform_client()
    client.get(CHECK, {"address": "nightferry"})
    assert not client.cookies
    assert not Session.objects.exists()


def test_it_takes_a_get(platform_client: BlogClient) -> None:
    assert platform_client().post(CHECK).status_code == 405
