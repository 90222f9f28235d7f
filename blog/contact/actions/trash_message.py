"""Put a message into the trash, from which it can come back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.trail import recorded
from blog.contact.clear import clear_later
from blog.contact.models import Message


@transaction.atomic
def trash_message(message: Message, *, by: User) -> Message:
    """Put `message` away for thirty days, after which it goes for good."""
    if message.trashed_at is None:
        message.trashed_at = timezone.now()
        message.save(update_fields=["trashed_at"])
        recorded("message.trashed", by=by, row=message)
        clear_later(message.trashed_at)
    return message
