"""The tabs of Messages: inbox, Spam, trash."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from blog.contact.models import Message
from blog.contact.querysets import MessageQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One tab. `key` stands in the address; `messages` are the newest first."""

    key: str
    label: str
    empty: str
    messages: MessageQuerySet
    count: int
    current: bool


def boxes(*, asked: str) -> list[Box]:
    """All three; exactly one is current, the inbox where `asked` names none."""
    rows = Message.objects.all()
    counts = rows.box_counts()
    inbox = _("Nobody has written yet. Readers find the form on the Contact page.")
    parts = {
        "inbox": (_("Inbox"), inbox, rows.inbox().newest()),
        "spam": (_("Spam"), _("No spam just now."), rows.spam().newest()),
        "trash": (_("Trash"), _("The trash is empty."), rows.trashed().newest()),
    }
    current = asked if asked in parts else "inbox"
    return [
        Box(
            key=key,
            label=label,
            empty=empty,
            messages=messages,
            count=counts[key],
            current=key == current,
        )
        for key, (label, empty, messages) in parts.items()
    ]
