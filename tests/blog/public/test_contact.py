"""GET and POST /contact/ of a blog, and /contact/sent/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from blog.contact.models import Message
from blog.models import Blog, Page
from journal.models import PlatformWork
from tenants.db.scope import tenant_transaction
from tests.support.messages import WORDS, headers, later, no_limit, send, stamp_of

if TYPE_CHECKING:
    from accounts.models import User
    from tenants.models import Tenant
    from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db

HOURS_24 = 24 * 60 * 60


@pytest.fixture
def stamp(reader: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """The stamp of a form that was opened ten seconds ago."""
    stamp = stamp_of(reader)
    later(monkeypatch, 10)
    return stamp


def kept(tenant: Tenant) -> list[Message]:
    with tenant_transaction(tenant):
        return list(Message.objects.order_by("id"))


def set_open(tenant: Tenant, takes_messages: bool) -> None:
    with tenant_transaction(tenant):
        Blog.objects.update(takes_messages=takes_messages)


def trash_contact(tenant: Tenant) -> None:
    with tenant_transaction(tenant):
        Page.objects.filter(slug="contact").delete()


def test_the_form_stands_below_the_writers_own_words(reader: Client) -> None:
    page = reader.get("/contact/").text
    assert page.index('class="prose"') < page.index('class="letterbox ')
    assert "<title>Contact · Marginalia</title>" in page


def test_a_message_is_kept_and_its_sender_led_to_a_page_that_says_so(
    tenant: Tenant, reader: Client, stamp: str
) -> None:
    answer = send(reader, stamp)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/contact/sent/")
    assert "Your message is sent." in reader.get("/contact/sent/").text
    (message,) = kept(tenant)
    assert (message.name, message.email, message.text) == tuple(WORDS.values())
    assert (message.read_at, message.spam_at, message.trashed_at) == (None, None, None)


def test_a_stranger_gets_no_cookie_on_the_way(reader: Client, stamp: str) -> None:
    answers = [reader.get("/contact/"), send(reader, "bad"), send(reader, stamp)]
    answers += [send(reader, stamp, name=""), reader.get("/contact/sent/")]
    for answer in answers:
        assert "Set-Cookie" not in answer.headers
    assert not reader.cookies


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Say who you are."),
        ("name", "\u200b", "Say who you are."),
        ("name", "x" * 121, "at most 120"),
        ("name", "a\0b", "U+0000"),
        ("name", "a\x07b", "U+0007"),
        ("email", "", "no answer"),
        ("email", "nobody", "does not look like"),
        ("email", "dora@post.example\r\nBcc: eve@evil.example", "does not look like"),
        ("email", "dora@post.example\u202e", "does not look like"),
        ("email", "dora@po\u202est.example", "does not look like"),
        ("email", "a@b.example, c@d.example", "does not look like"),
        ("email", f"{'x' * 64}@{'y' * 63}.{'z' * 63}.{'z' * 63}.example", "at most 254"),
        ("text", " \n ", "Write a message first."),
        ("text", "x" * 10_001, "at most 10000"),
        ("text", "a\0b", "U+0000"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field_and_the_rest_stays(
    tenant: Tenant, reader: Client, stamp: str, field: str, value: str, sentence: str
) -> None:
    answer = send(reader, stamp, **{field: value})
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert sentence in errors[field][0]
    assert 'role="alert" tabindex="-1" autofocus' in answer.text
    assert f'href="#id_{field}"' in answer.text
    others = [WORDS[name] for name in WORDS if name != field]
    assert all(words in answer.text for words in others)
    assert kept(tenant) == []


@pytest.mark.parametrize("seconds", [0, 2, HOURS_24 + 11])
def test_too_fast_or_after_a_day_it_asks_again_with_every_word_kept(
    tenant: Tenant, reader: Client, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    stamp = stamp_of(reader)
    later(monkeypatch, seconds)
    answer = send(reader, stamp)
    assert answer.status_code == 200
    assert "once more" in answer.text
    assert all(words in answer.text for words in WORDS.values())
    assert kept(tenant) == []
    later(monkeypatch, 5)
    assert send(reader, answer.context["form"]["stamp"].value()).status_code == 302
    assert len(kept(tenant)) == 1


@pytest.mark.parametrize("forged", ["", "x", "1:2:3", "\0", "é" * 500])
def test_a_forged_stamp_is_worth_nothing(
    tenant: Tenant, reader: Client, stamp: str, forged: str
) -> None:
    assert "once more" in send(reader, forged).text
    assert kept(tenant) == []


def test_a_stamp_of_one_blog_is_worth_nothing_on_another(
    reader: Client, stamp: str, make_blog: Any, blog_client: BlogClient
) -> None:
    other = make_blog("other")
    assert "once more" in send(blog_client(other), stamp).text
    assert kept(other) == []


@pytest.mark.parametrize(
    "said",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://other.inkstead.localhost"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_another_sites_form_is_refused(
    tenant: Tenant, reader: Client, stamp: str, said: dict[str, str]
) -> None:
    data = {**WORDS, "stamp": stamp}
    answer = reader.post("/contact/", data, headers=headers(reader) | said)
    assert answer.status_code == 403
    assert kept(tenant) == []


def test_a_request_that_names_no_origin_is_refused(reader: Client, stamp: str) -> None:
    assert reader.post("/contact/", {**WORDS, "stamp": stamp}).status_code == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"website": "https://pills.example"},
        {"text": "http://a.example http://b.example www.c.example https://d.example"},
        {"name": "www.pills.example"},
    ],
)
def test_what_looks_like_spam_is_kept_in_spam_and_nobody_gets_a_letter(
    tenant: Tenant, reader: Client, stamp: str, fields: dict[str, str]
) -> None:
    assert send(reader, stamp, **fields).status_code == 302
    (message,) = kept(tenant)
    assert message.spam_at is not None
    assert not PlatformWork.objects.filter(kind="letter").exists()


def test_three_links_are_no_spam(tenant: Tenant, reader: Client, stamp: str) -> None:
    send(reader, stamp, text="http://a.example http://b.example https://c.example")
    assert kept(tenant)[0].spam_at is None


def test_the_same_message_within_a_minute_is_kept_once(
    tenant: Tenant, reader: Client, stamp: str
) -> None:
    assert [send(reader, stamp).status_code for _ in range(3)] == [302] * 3
    send(reader, stamp, text="And another thing.")
    assert [message.text for message in kept(tenant)] == [WORDS["text"], "And another thing."]
    assert PlatformWork.objects.filter(kind="letter").count() == 2


def test_one_address_may_write_ten_times_an_hour(
    tenant: Tenant, reader: Client, stamp: str
) -> None:
    for number in range(10):
        assert send(reader, stamp, text=f"Letter {number}").status_code == 302
    refused = send(reader, stamp, text="The eleventh letter")
    assert refused.status_code == 429
    assert "The eleventh letter" in refused.text
    assert "in an hour" in refused.text
    assert len(kept(tenant)) == 10


def test_one_blog_is_written_to_sixty_times_an_hour(
    tenant: Tenant, reader: Client, stamp: str
) -> None:
    answers = []
    for number in range(61):
        reader.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        answers.append(send(reader, stamp, text=f"Letter {number}").status_code)
    assert answers == [302] * 60 + [429]


def test_without_a_page_of_that_address_the_form_stands_alone(
    tenant: Tenant, reader: Client
) -> None:
    trash_contact(tenant)
    page = reader.get("/contact/").text
    assert '<h1 dir="auto">Contact</h1>' in page
    assert 'class="letterbox ' in page


def test_a_writer_who_wants_no_messages_has_the_page_alone(tenant: Tenant, reader: Client) -> None:
    set_open(tenant, takes_messages=False)
    page = reader.get("/contact/")
    assert page.status_code == 200
    assert "letterbox" not in page.text
    trash_contact(tenant)
    assert reader.get("/contact/").status_code == 404


def test_a_form_that_was_closed_meanwhile_says_so_and_keeps_the_words(
    tenant: Tenant, reader: Client, stamp: str
) -> None:
    set_open(tenant, takes_messages=False)
    answer = send(reader, stamp)
    assert answer.status_code == 403
    assert "no longer taken" in answer.text
    assert WORDS["text"] in answer.text
    assert kept(tenant) == []


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(reader: Client, method: str) -> None:
    assert getattr(reader, method)("/contact/").status_code == 405
    assert reader.post("/contact/sent/").status_code in {403, 405}


def test_hostile_words_are_shown_as_text(reader: Client, stamp: str) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    page = send(reader, stamp, name=f'"{hostile}', text=hostile, email="bad").text
    assert "<script>alert" not in page


def test_writers_get_a_link_to_their_page(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    assert "/studio/pages/" in blog_client(tenant, alice).get("/contact/").text


def test_many_messages_are_each_kept_whole(
    tenant: Tenant, reader: Client, stamp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_limit(monkeypatch)
    texts = [
        "مرحبا",
        "שלום\n\nשלום",
        "👩‍👩‍👧 e\u0301",
        "' OR 1=1 --",
        "{{ 7|add:7 }}",
        "\ttab",
        "a\r\nb",
    ]
    for text in texts:
        assert send(reader, stamp, text=text).status_code == 302
    expected = ["مرحبا", "שלום\n\nשלום", "👩‍👩‍👧 é", "' OR 1=1 --", "{{ 7|add:7 }}", "tab", "a\nb"]
    assert [message.text for message in kept(tenant)] == expected
