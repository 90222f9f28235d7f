"""What is put away waits thirty days, and then goes for good, by due work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from blog import due
from blog.contact.actions.keep_message import keep_message
from blog.contact.actions.mark_spam import mark_spam
from blog.contact.actions.restore_message import restore_message
from blog.contact.actions.trash_message import trash_message
from blog.contact.clear import CLEAR, clear_messages
from blog.contact.models import Message
from blog.models import OutboxEntry
from kit.letterbox.letter import Letter
from tests.blog.actions.conftest import inside, tenant

if TYPE_CHECKING:
    from accounts.models import User
    from tenants.models import Tenant

__all__ = ["inside", "tenant"]
pytestmark = pytest.mark.django_db


def message(text: str = "Hello", *, spam: bool = False) -> Message:
    found = keep_message(Letter(name="Dora", email="d@post.example", text=text, spam=spam))
    assert found is not None
    return found


def days_ago(row: Message, days: float, *fields: str) -> None:
    then = timezone.now() - timedelta(days=days)
    Message.objects.filter(pk=row.pk).update(**dict.fromkeys(fields, then))


def test_old_trash_and_old_spam_go_and_nothing_else(inside: Tenant) -> None:
    rows = [message(text) for text in ("kept", "young trash", "old trash", "old spam", "both")]
    for row, days, fields in [
        (rows[0], 400, ["sent_at"]),
        (rows[1], 29, ["trashed_at"]),
        (rows[2], 31, ["trashed_at"]),
        (rows[3], 31, ["spam_at"]),
        (rows[4], 29, ["trashed_at"]),
    ]:
        days_ago(row, days, *fields)
    days_ago(rows[4], 60, "spam_at")
    clear_messages({})
    left = Message.objects.order_by("id").values_list("text", flat=True)
    assert list(left) == ["kept", "young trash", "both"]


def test_it_is_due_after_thirty_days_and_once_a_day(inside: Tenant, alice: User) -> None:
    message("spam", spam=True)
    for row in (message("one"), message("two")):
        restore_message(trash_message(row, by=alice), by=alice)
        mark_spam(row, by=alice)
    (entry,) = OutboxEntry.objects.filter(kind=CLEAR)
    wait = entry.due_at - timezone.now()
    assert timedelta(days=30) < wait <= timedelta(days=31)


def test_the_worker_does_it(inside: Tenant) -> None:
    row = message("spam", spam=True)
    days_ago(row, 31, "spam_at")
    OutboxEntry.objects.exclude(kind=CLEAR).delete()
    OutboxEntry.objects.update(due_at=timezone.now())
    assert due.run_one().ran
    assert not Message.objects.exists()
    assert OutboxEntry.objects.get().last_error == ""
