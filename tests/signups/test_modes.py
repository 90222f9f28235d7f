"""What people read and keep under each of the rules."""

from __future__ import annotations

import html
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.sign_up import SignUp, sign_up
from tenants.models import Tenant
from tenants.signups.models import SignUpRules
from tenants.signups.rules import SignUpRefused, current
from tests.conftest import BlogClient
from tests.signups.conftest import Rule
from tests.support.admin import admin_client
from tests.support.sign_up import TOMAS

pytestmark = pytest.mark.django_db


def words(response: Any) -> str:
    return html.unescape(response.content.decode())


def run(*words: str) -> str:
    out = StringIO()
    call_command("signups", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("closed", "Nobody can sign up at the moment."),
        ("invite", "New people come by invitation here."),
    ],
)
def test_the_form_makes_way_for_a_sentence(
    mode: str, sentence: str, rule: Rule, platform_client: BlogClient
) -> None:
    rule(mode=mode)
    shown, sent = platform_client().get("/signup/"), platform_client().post("/signup/", TOMAS)
    assert (shown.status_code, sent.status_code) == (200, 403)
    for response in (shown, sent):
        assert sentence in words(response)
        assert "name=" + '"password"' not in words(response)
    assert not User.objects.exists()


def test_closed_a_known_e_mail_reads_the_same(
    rule: Rule, platform_client: BlogClient, alice: User
) -> None:
    rule(mode="closed")
    known = platform_client().post("/signup/", TOMAS | {"email": alice.email})
    assert known.status_code == 403
    assert "There is an account" not in words(known)


def test_the_action_itself_refuses_whatever_led_to_it(rule: Rule) -> None:
    rule(mode="closed")
    data = SignUp(email="a@post.example", password="x" * 20, blog_name="A", address="a-writes")
    with pytest.raises(SignUpRefused, match="Nobody can sign up"):
        sign_up(data)
    assert not (User.objects.exists() or Tenant.objects.exists())


def test_the_shell_sets_and_shows_the_rules() -> None:
    assert json.loads(run("show", "--json"))["mode"] == "open"
    for verb, mode in (("invite", "invite"), ("approve", "approve"), ("close", "closed")):
        said = json.loads(run(verb, "--json", "--new-blogs", "no"))
        assert (said["mode"], said["new_blogs"]) == (mode, False)
        assert current().mode == mode
    assert "open" in run("open", "--new-blogs", "yes")
    entries = AuditEntry.objects.filter(action="signups.changed").order_by("at")
    assert [entry.details["mode"] for entry in entries] == [
        ["open", "invite"], ["invite", "approve"], ["approve", "closed"], ["closed", "open"],
    ]  # fmt: skip
    assert {entry.details["via"] for entry in entries} == {"shell"}
    run("open")
    assert entries.count() == 4, "nothing changed, nothing is written"
    with pytest.raises(CommandError, match="500 characters"):
        run("open", "--reason", "x" * 501)


RULES = {"mode": "approve", "reason": "too many robots", "denied_domains": "Bad.example\n@müll.de"}


def test_an_admin_sets_them_with_a_reason(ada: User) -> None:
    client = admin_client(ada)
    assert client.post("/admin/signups/rules/", RULES).status_code == 302
    rules = SignUpRules.objects.get()
    assert (rules.mode, rules.new_blogs, rules.refuse_disposable) == ("approve", False, False)
    assert rules.denied_domains == ["bad.example", "xn--mll-hoa.de"]
    entry = AuditEntry.objects.get(action="signups.changed")
    assert (entry.actor_id, entry.details["reason"]) == (ada.pk, "too many robots")
    assert entry.details["mode"] == ["open", "approve"]
    shown = words(client.get("/admin/signups/rules/"))
    assert "xn--mll-hoa.de" in shown


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("reason", "", "Say why."),
        ("mode", "anarchy", "Select a valid choice"),
        ("denied_domains", "example", "“example” is no domain."),
        ("allowed_domains", "a_b.example", "“a_b.example” is no domain."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    field: str, typed: str, sentence: str, ada: User
) -> None:
    response = admin_client(ada).post("/admin/signups/rules/", RULES | {field: typed})
    assert response.status_code == 422
    assert sentence in words(response)
    assert "too many robots" in words(response) or field == "reason"
    assert not SignUpRules.objects.exists()
