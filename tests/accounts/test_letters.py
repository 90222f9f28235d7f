from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.adapter import AccountAdapter
from accounts.letters import EVENTS, queue_letter, send_letter, write
from accounts.models import User
from tests.support.letters import deliver, html_of

pytestmark = pytest.mark.django_db

AT = "2026-03-01T12:30:00+00:00"
CONTEXT = {
    "url": "http://inkstead.localhost/x/",
    "blog": "Tom & <Jerry>",
    "host": "tj.example",
    "heading": "Something happened",
}


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_each_letter_comes_in_three(event: str) -> None:
    letter = write(event, "a@post.example", CONTEXT)
    html = html_of(letter)
    assert letter.subject.strip() == letter.subject != ""
    assert "\n" not in letter.subject
    assert str(letter.body).strip()
    assert html.startswith("<!doctype html>")
    assert "<script" not in html
    assert "<img" not in html
    assert letter.from_email == settings.DEFAULT_FROM_EMAIL
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_blogs_name_is_plain_in_text_and_escaped_in_html() -> None:
    letter = write("confirm_email", "a@post.example", CONTEXT)
    assert letter.subject == "Confirm your e-mail for Tom & <Jerry>"
    assert "the blog Tom & <Jerry> at tj.example" in str(letter.body)
    assert "Tom &amp; &lt;Jerry&gt;" in html_of(letter)


def test_a_name_with_a_line_break_forges_no_header() -> None:
    context = CONTEXT | {"blog": "Tom\r\nBcc: eve@evil.example"}
    assert write("confirm_email", "a@post.example", context).subject.count("\n") == 0


def test_nothing_is_sent_where_the_cause_is_gone(alice: User) -> None:
    address = EmailAddress.objects.create(user=alice, email=alice.email, verified=True)
    queue_letter("confirm_email", address_id=address.pk)
    queue_letter("confirm_email", address_id=0)
    queue_letter("reset_password", email="nobody@post.example")
    assert deliver() == []


def test_an_event_without_a_letter_fails_loudly() -> None:
    with pytest.raises(KeyError):
        send_letter({"event": "surprise"})
    with pytest.raises(NotImplementedError):
        AccountAdapter().send_mail("account/email/unknown_account", "a@post.example", {})


def test_a_notice_says_when(alice: User) -> None:
    queue_letter("password_changed", email=alice.email, at=AT)
    (letter,) = deliver()
    assert "1 March 2026, 12:30 UTC" in str(letter.body)
