"""Keep what somebody wrote to the platform, and have its people told."""

from __future__ import annotations

from django.db import transaction

from accounts.letters import queue_letter
from inkstead.contact.clear import clear_later
from inkstead.contact.letter import EVENT
from inkstead.models import ContactMessage
from journal import audit
from kit.letterbox.letter import Letter
from kit.letterbox.twice import is_repeated


@transaction.atomic
def keep_message(letter: Letter, *, by: None = None) -> ContactMessage | None:
    """Keep `letter` and return its row; None when the same came less than a minute ago.

    `by` is nobody. What looks like spam is kept for a while, without a letter.
    """
    if is_repeated(ContactMessage.objects.all(), letter, place="platform"):
        return None
    message = ContactMessage.objects.create(
        name=letter.name, email=letter.email, text=letter.text, spam=letter.spam
    )
    audit.record("message.kept", by=by, tenant_id=None, target=f"contactmessage {message.pk}")
    if message.spam:
        clear_later(message.sent_at)
    else:
        queue_letter(EVENT, message_id=message.pk)
    return message
