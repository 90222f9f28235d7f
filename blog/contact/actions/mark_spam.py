"""Put a message into Spam, or take it out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.trail import recorded
from blog.contact.clear import clear_later
from blog.contact.models import Message


@transaction.atomic
def mark_spam(message: Message, *, by: User, spam: bool = True) -> Message:
    """Put `message` into Spam, or back into the inbox; a second time changes nothing."""
    if (message.spam_at is not None) != spam:
        now = timezone.now()
        message.spam_at = now if spam else None
        message.save(update_fields=["spam_at"])
        recorded("message.spam" if spam else "message.not_spam", by=by, row=message)
        if spam:
            clear_later(now)
    return message
