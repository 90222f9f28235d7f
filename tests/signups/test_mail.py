"""Domains of e-mail: allowed, denied, and those that give addresses away."""

from __future__ import annotations

import html
from typing import Any

import pytest

from accounts.models import User
from tenants.actions.invite_member import invite_member
from tenants.signups.mail import NoDomain, is_disposable, objection, read_domains
from tenants.signups.models import SignUpRules
from tenants.team.tokens import token_of
from tests.conftest import BlogClient, MakeBlog
from tests.signups.conftest import Rule
from tests.support.sign_up import TOMAS


@pytest.mark.parametrize(
    ("email", "rules", "said"),
    [
        ("a@post.example", {}, ""),
        ("a@post.example", {"denied_domains": ["post.example"]}, "post.example"),
        ("a@deep.post.example", {"denied_domains": ["post.example"]}, "deep.post.example"),
        ("a@compost.example", {"denied_domains": ["post.example"]}, ""),
        ("a@POST.example", {"denied_domains": ["post.example"]}, "post.example"),
        ("a@müll.example", {"denied_domains": ["xn--mll-hoa.example"]}, "xn--mll-hoa.example"),
        ("a@post.example", {"allowed_domains": ["uni.example"]}, "certain e-mail addresses"),
        ("a@cs.uni.example", {"allowed_domains": ["uni.example"]}, ""),
        ("a@mailinator.com", {}, ""),
        ("a@mailinator.com", {"refuse_disposable": True}, "thrown away"),
        ("a@x.mailinator.com", {"refuse_disposable": True}, "thrown away"),
        ("a@gmail.com", {"refuse_disposable": True}, ""),
    ],
)
def test_which_e_mails_may_have_an_account(email: str, rules: dict[str, Any], said: str) -> None:
    sentence = objection(email, SignUpRules(**rules))
    assert said in sentence
    assert bool(sentence) == bool(said)


def test_the_list_knows_the_well_known() -> None:
    assert all(map(is_disposable, ("mailinator.com", "guerrillamail.com", "yopmail.com")))
    assert not any(map(is_disposable, ("gmail.com", "posteo.de", "proton.me", "example.org")))


def test_domains_are_read_as_people_type_them() -> None:
    typed = " @Bad.example, *.worse.example\nmüll.de;bad.example a@last.example"
    want = ["bad.example", "last.example", "worse.example", "xn--mll-hoa.de"]
    assert read_domains(typed) == want
    for wrong in ("example", "a_b.example", "-a.example", "a..example", "https://a.example/"):
        with pytest.raises(NoDomain):
            read_domains(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_the_form_says_so_by_the_field_and_not_who_is_known(
    known: bool, rule: Rule, platform_client: BlogClient, user_factory: Any
) -> None:
    rule(denied_domains=["post.example"])
    if known:
        user_factory(TOMAS["email"])
    page = html.unescape(platform_client().post("/signup/", TOMAS).content.decode())
    assert "Accounts can’t be made with an e-mail at post.example." in page
    assert "There is an account" not in page
    assert 'value="Night Ferry"' in page
    assert User.objects.count() == int(known)


@pytest.mark.django_db
def test_so_does_an_invitation_to_a_team(
    rule: Rule, platform_client: BlogClient, make_blog: MakeBlog, alice: User
) -> None:
    link = invite_member(make_blog("alice", owner=alice).id, role="author", by=alice)
    rule(refuse_disposable=True)
    new = {"email": "eve@mailinator.com", "password": "a sentence is fine"}
    page = platform_client().post(f"/invitations/{token_of(link.pk)}/", new)
    assert "thrown away" in page.text
    assert User.objects.count() == 1
