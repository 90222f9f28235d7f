"""Invitations to sign up: what they let in, and what they refuse in plain words."""

from __future__ import annotations

import html
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.invite_to_sign_up import invite_to_sign_up
from tenants.signups.models import SignUpInvitation
from tenants.signups.tokens import token_of
from tests.conftest import BlogClient
from tests.signups.conftest import Rule
from tests.support.admin import admin_client
from tests.support.hands import Hands
from tests.support.letters import deliver, links
from tests.support.sign_up import TOMAS

pytestmark = pytest.mark.django_db


def words(response: Any) -> str:
    return html.unescape(response.content.decode())


def path(invitation: SignUpInvitation) -> str:
    return f"/signup/invited/{token_of(invitation.pk)}/"


def invite(**more: Any) -> SignUpInvitation:
    return invite_to_sign_up(by=None, days=7, reason="because", **more)


def test_by_a_link_somebody_signs_up_once(rule: Rule, platform_client: BlogClient) -> None:
    rule(mode="invite")
    link = invite()
    shown = platform_client().get(path(link))
    assert "You are invited." in words(shown)
    assert (shown["Referrer-Policy"], "no-store" in shown["Cache-Control"]) == ("same-origin", True)
    assert platform_client().post(path(link), TOMAS).status_code == 302
    assert not User.objects.get().email_confirmed
    again = platform_client().post(
        path(link), TOMAS | {"email": "eve@post.example", "address": "eve-writes"}
    )
    assert (again.status_code, User.objects.count()) == (410, 1)
    assert "This invitation has been used." in words(again)
    entry = AuditEntry.objects.get(action="user.signed_up")
    assert entry.details["invitation"] == str(link.pk)


def test_a_letter_is_for_its_e_mail_alone_and_proves_it(
    rule: Rule, platform_client: BlogClient
) -> None:
    rule(mode="invite")
    letter = invite(email="Tomas.Reis@post.example")
    [sent] = deliver()
    assert sent.to == [TOMAS["email"]]
    assert any(token_of(letter.pk) in link for link in links(sent))
    page = platform_client().post(path(letter), TOMAS | {"email": "eve@post.example"})
    assert "This invitation is for another e-mail" in words(page)
    assert 'value="Night Ferry"' in words(page)
    assert TOMAS["email"] not in words(page), "the link alone does not tell whose it is"
    assert not User.objects.exists()
    assert platform_client().post(path(letter), TOMAS).status_code == 302
    assert User.objects.get().email_confirmed
    assert deliver() == []


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"revoked_at": timezone.now()}, 410, "This invitation was taken back."),
        ({"expires_at": timezone.now() - timedelta(days=1)}, 410, "This invitation has run out."),
        ({"used": 1}, 410, "This invitation has been used."),
    ],
)
def test_what_is_over_lets_nobody_in(
    change: dict[str, Any], status: int, sentence: str, platform_client: BlogClient
) -> None:
    link = invite()
    SignUpInvitation.objects.filter(pk=link.pk).update(**change)
    for response in (platform_client().get(path(link)), platform_client().post(path(link), TOMAS)):
        assert response.status_code == status
        assert sentence in words(response)
    assert not User.objects.exists()


@pytest.mark.parametrize("token", ["nothing", "0" * 32, f"{'0' * 32}.{'x' * 43}"])
def test_a_token_that_we_did_not_sign_is_unknown(token: str, platform_client: BlogClient) -> None:
    response = platform_client().post(f"/signup/invited/{token}/", TOMAS)
    assert response.status_code == 404
    assert "There is no such invitation." in words(response)
    assert not User.objects.exists()


def test_a_team_s_token_opens_no_sign_up(platform_client: BlogClient) -> None:
    from tenants.team.tokens import token_of as team_token

    link = invite()
    response = platform_client().post(f"/signup/invited/{team_token(link.pk)}/", TOMAS)
    assert response.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_as_many_come_in_as_it_is_good_for() -> None:
    link, crowd = invite(uses=3), 8
    start = Barrier(crowd)

    def come(number: int) -> int:
        client = Client(HTTP_HOST=settings.PLATFORM_HOST, REMOTE_ADDR=f"192.0.2.{number}")
        person = {"email": f"t{number}@post.example", "address": f"ferry-{number}-writes"}
        start.wait(timeout=60)
        return client.post(path(link), TOMAS | person).status_code

    with Hands(crowd) as pool:
        answers = sorted(pool.map(come, range(crowd)))
    assert answers == [302] * 3 + [410] * 5
    assert User.objects.count() == 3
    link.refresh_from_db()
    assert link.used == 3


def test_an_admin_makes_takes_back_and_renews(ada: User, platform_client: BlogClient) -> None:
    admin = admin_client(ada)
    new = {"note": "The writing class", "uses": "12", "days": "14", "reason": "they asked"}
    page = admin.post("/admin/invites/new/", new, follow=True)
    link = SignUpInvitation.objects.get()
    assert (link.uses, link.made_by, link.email) == (12, ada, "")
    assert path(link) in words(page)
    where = f"/admin/invites/{link.pk}/"
    back = admin.post(f"{where}revoke/", {"reason": "over"}, follow=True)
    assert path(link) not in words(back)
    assert platform_client().get(path(link)).status_code == 410
    undo = back.context["undo"]
    admin.post(undo["url"], dict(undo["fields"]))
    assert platform_client().get(path(link)).status_code == 200
    done = AuditEntry.objects.filter(action__startswith="signups.").order_by("at")
    assert [entry.action for entry in done] == [
        "signups.invited", "signups.revoked", "signups.renewed",
    ]  # fmt: skip
    assert "The writing class" in words(admin.get("/admin/invites/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"uses": "0"}, "greater than or equal to 1"),
        ({"uses": "1001"}, "less than or equal to 1000"),
        ({"days": "366"}, "less than or equal to 365"),
        ({"email": "no"}, "That is no e-mail address yet."),
        ({"email": "a@post.example", "uses": "2"}, "is for one person"),
        ({"reason": " "}, "Say why."),
    ],
)
def test_what_is_wrong_with_a_new_one_is_said(
    typed: dict[str, str], sentence: str, ada: User
) -> None:
    new = {"uses": "1", "days": "14", "reason": "because", **typed}
    response = admin_client(ada).post("/admin/invites/new/", new)
    assert response.status_code == 422
    assert sentence in words(response)
    assert not SignUpInvitation.objects.exists()


def test_the_link_of_a_letter_is_shown_to_nobody(ada: User) -> None:
    letter = invite(email="dora@post.example")
    assert token_of(letter.pk) not in words(admin_client(ada).get(f"/admin/invites/{letter.pk}/"))
