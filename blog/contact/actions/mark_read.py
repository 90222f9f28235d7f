"""Note that somebody opened a message, or wants it to look unopened."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.trail import recorded
from blog.contact.models import Message


@transaction.atomic
def mark_read(message: Message, *, by: User, read: bool = True) -> Message:
    """Mark `message` as read, or as unread; a second time changes nothing."""
    if (message.read_at is not None) != read:
        message.read_at = timezone.now() if read else None
        message.save(update_fields=["read_at"])
        recorded("message.read" if read else "message.unread", by=by, row=message)
    return message
