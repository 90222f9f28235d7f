"""Take a message out of the trash."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.trail import recorded
from blog.contact.models import Message


@transaction.atomic
def restore_message(message: Message, *, by: User) -> Message:
    """Put `message` back where it was: in the inbox, or in Spam."""
    if message.trashed_at is not None:
        message.trashed_at = None
        message.save(update_fields=["trashed_at"])
        recorded("message.restored", by=by, row=message)
    return message
