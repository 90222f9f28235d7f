"""GET and POST /contact/ of the platform."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from inkstead.contact.clear import CLEAR, clear_spam
from inkstead.models import ContactMessage
from journal.models import PlatformWork
from tests.support.letters import deliver
from tests.support.messages import WORDS, headers, later, send, stamp_of

if TYPE_CHECKING:
    from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(platform_client: BlogClient) -> Client:
    return platform_client()


@pytest.fixture
def stamp(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """The stamp of a form that was opened ten seconds ago."""
    stamp = stamp_of(visitor)
    later(monkeypatch, 10)
    return stamp


def test_a_message_is_kept_and_sent_to_the_people_behind_it(visitor: Client, stamp: str) -> None:
    answer = send(visitor, stamp)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/contact/sent/")
    assert "Your message is sent." in visitor.get("/contact/sent/").text
    message = ContactMessage.objects.get()
    assert (message.name, message.email, message.text) == tuple(WORDS.values())
    (letter,) = deliver()
    assert (letter.to, letter.reply_to) == ([settings.CONTACT_EMAIL], [WORDS["email"]])
    assert letter.subject == "Dora Reis wrote to Inkstead"
    assert WORDS["text"] in str(letter.body)


def test_a_stranger_gets_no_cookie(visitor: Client, stamp: str) -> None:
    answers = [send(visitor, ""), send(visitor, stamp), visitor.get("/contact/sent/")]
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_bad_input_is_kept_and_named(visitor: Client, stamp: str) -> None:
    page = send(visitor, stamp, email="nobody").text
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert 'href="#id_email"' in page
    assert WORDS["text"] in page
    assert not ContactMessage.objects.exists()


def test_another_sites_form_is_refused(visitor: Client, stamp: str) -> None:
    data = {**WORDS, "stamp": stamp}
    for said in ({"Origin": "http://alice.inkstead.localhost"}, {"Sec-Fetch-Site": "same-site"}):
        answer = visitor.post("/contact/", data, headers=headers(visitor) | said)
        assert answer.status_code == 403
    assert visitor.post("/contact/", data).status_code == 403


def test_the_same_within_a_minute_is_kept_once(visitor: Client, stamp: str) -> None:
    assert [send(visitor, stamp).status_code for _ in range(2)] == [302, 302]
    assert ContactMessage.objects.count() == len(deliver()) == 1


def test_too_many_are_refused_with_the_words_kept(visitor: Client, stamp: str) -> None:
    for number in range(10):
        send(visitor, stamp, text=f"Letter {number}")
    answer = send(visitor, stamp, text="The eleventh")
    assert answer.status_code == 429
    assert "The eleventh" in answer.text


def test_spam_is_kept_for_thirty_days_without_a_letter(visitor: Client, stamp: str) -> None:
    send(visitor, stamp)
    send(visitor, stamp, website="x", text="Pills")
    assert PlatformWork.objects.filter(kind=CLEAR).count() == 1
    ContactMessage.objects.update(sent_at=timezone.now() - timedelta(days=29))
    clear_spam({})
    assert ContactMessage.objects.count() == 2
    ContactMessage.objects.update(sent_at=timezone.now() - timedelta(days=31))
    clear_spam({})
    assert ContactMessage.objects.get().text == WORDS["text"]
    assert len(deliver()) == 1


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(visitor: Client, method: str) -> None:
    assert getattr(visitor, method)("/contact/").status_code == 405
