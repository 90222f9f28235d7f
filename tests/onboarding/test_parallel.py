"""A hundred at once for one address: one gets it, the others are told."""

from __future__ import annotations

from threading import Barrier

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tenants.models import Domain, Membership, Tenant
from tests.support.facts import record
from tests.support.hands import Hands
from tests.support.letters import deliver
from tests.support.sign_up import TOMAS

ATTEMPTS = 100
THREADS = 10  # a pool holds 16 connections


def _posts(forms: list[dict[str, str]], *, apart: bool = False) -> list[tuple[int, str]]:
    """Post all `forms` at once, from one address or, `apart`, from one each."""
    start = Barrier(THREADS)

    def post(number: int) -> tuple[int, str]:
        form = forms[number]
        place = f"192.0.2.{number}" if apart else "127.0.0.1"
        client = Client(HTTP_HOST=settings.PLATFORM_HOST, REMOTE_ADDR=place)
        start.wait(timeout=60)
        response = client.post("/signup/", form)
        return response.status_code, response.content.decode()

    with Hands(THREADS) as pool:
        return list(pool.map(post, range(len(forms))))


@pytest.mark.django_db(transaction=True)
def test_a_hundred_sign_ups_for_one_address() -> None:
    forms = [TOMAS | {"email": f"tomas{number}@post.example"} for number in range(ATTEMPTS)]
    answers = _posts(forms)
    won = [status for status, _page in answers if status == 302]
    told = [page for status, page in answers if status == 200]
    assert (len(won), len(told)) == (1, ATTEMPTS - 1)
    assert all("Someone writes at nightferry already" in page for page in told)
    assert Tenant.objects.count() == Domain.objects.count() == Membership.objects.count() == 1
    assert User.objects.count() == 1
    assert len(deliver()) == 1
    record("sign-up: one address at once", attempts=ATTEMPTS, won=1, told=len(told))


@pytest.mark.django_db(transaction=True)
def test_ten_sign_ups_with_one_email() -> None:
    forms = [TOMAS | {"address": f"night-ferry-{letter}"} for letter in "abcdefghij"]
    answers = _posts(forms, apart=True)
    assert sorted(status for status, _page in answers) == [200] * 9 + [302]
    told = [page for status, page in answers if status == 200]
    assert all("There is an account with this e-mail." in page for page in told)
    assert User.objects.count() == Tenant.objects.count() == 1
