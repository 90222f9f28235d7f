"""The letter to the owner: who gets it, when, and that no header can be forged in it."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from accounts.models import User
from blog.contact.actions.keep_message import keep_message
from blog.contact.actions.trash_message import trash_message
from blog.contact.models import Message
from journal.models import PlatformWork
from journal.work import run_platform_work
from kit.letterbox.letter import Letter
from tenants.db.scope import tenant_transaction
from tenants.models import State, Tenant
from tests.support.letters import deliver, html_of

if TYPE_CHECKING:
    from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    """Alice's blog; her e-mail is confirmed."""
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    return make_blog("alice", owner=alice, name="Marginalia")


def arrived(tenant: Tenant, **fields: Any) -> Message | None:
    words = {"name": "Dora", "email": "dora@post.example", "text": "Which salt?", "spam": False}
    with tenant_transaction(tenant):
        return keep_message(Letter(**{**words, **fields}))


def test_the_owner_is_told_and_an_answer_goes_to_the_reader(tenant: Tenant) -> None:
    message = arrived(tenant)
    assert message is not None
    (letter,) = deliver()
    assert (letter.to, letter.reply_to) == (["alice@post.example"], ["dora@post.example"])
    assert letter.subject == "Dora wrote to Marginalia"
    assert "Which salt?" in str(letter.body)
    assert f"alice.inkstead.localhost/studio/messages/{message.pk}/" in str(letter.body)


def test_the_words_wait_in_the_blogs_schema_not_in_the_platforms_work(tenant: Tenant) -> None:
    arrived(tenant)
    work = PlatformWork.objects.get(kind="letter")
    assert set(work.payload) == {"event", "language", "tenant_id", "message_id"}


def test_the_worker_sends_it_once(tenant: Tenant, mailoutbox: list[Any]) -> None:
    arrived(tenant)
    for _ in range(3):
        run_platform_work()
    assert len(mailoutbox) == 1


def test_nobody_is_told_at_an_address_that_was_not_confirmed(tenant: Tenant) -> None:
    User.objects.update(email_confirmed_at=None)
    assert arrived(tenant) is not None
    assert deliver() == []


def test_nobody_is_told_of_spam_or_of_what_is_in_the_trash(tenant: Tenant, alice: User) -> None:
    arrived(tenant, spam=True)
    message = arrived(tenant, text="Gone before the letter left")
    assert message is not None
    with tenant_transaction(tenant):
        trash_message(message, by=alice)
    assert deliver() == []


def test_a_closed_account_and_a_suspended_blog_get_no_letters(tenant: Tenant) -> None:
    arrived(tenant)
    Tenant.objects.update(state=State.SUSPENDED)
    assert deliver() == []
    Tenant.objects.update(state=State.READY)
    User.objects.update(is_active=False)
    arrived(tenant, text="Another")
    assert deliver() == []


@pytest.mark.parametrize(
    "name",
    [
        "Dora\r\nBcc: eve@evil.example",
        "Dora\nSubject: pills",
        "Dora\u2028Bcc: eve@evil.example",
        "Dora\u202eelpmaxe.live@eve",
        "Dora\x00\x1b[31m",
        "=?utf-8?q?Dora=0ABcc=3A_eve?=",
        "Дора 🧂 " * 15,
    ],
)
def test_no_name_forges_a_header(tenant: Tenant, name: str) -> None:
    arrived(tenant, name=name.replace("\x00", "")[:120])
    (letter,) = deliver()
    sent = message_from_bytes(letter.message().as_bytes(), policy=policy.default)
    assert set(sent.keys()) <= {
        "Subject", "From", "To", "Reply-To", "Date", "Message-ID", "Auto-Submitted",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert (sent["To"], sent["Reply-To"]) == ("alice@post.example", "dora@post.example")
    assert len(sent.get_all("Subject", [])) == 1
    assert not set(letter.subject) & set("\r\n\u2028\u202e\x00\x1b")


def test_words_are_plain_in_text_and_escaped_in_html(tenant: Tenant) -> None:
    arrived(tenant, name="<b>Tom</b>", text="<script>alert(1)</script> & more")
    (letter,) = deliver()
    assert "<script>alert(1)</script> & more" in str(letter.body)
    assert "<script>" not in html_of(letter)
    assert "&lt;b&gt;Tom" in html_of(letter)
