"""Keep what a reader wrote, and have the owner told."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.letters import queue_letter
from blog.contact.clear import clear_later
from blog.contact.letter import EVENT
from blog.contact.models import Message
from journal import audit
from kit.letterbox.letter import Letter
from kit.letterbox.twice import is_repeated
from tenants.db.scope import require_tenant_id


@transaction.atomic
def keep_message(letter: Letter, *, by: None = None) -> Message | None:
    """Keep `letter` and return its row; None when the same came less than a minute ago.

    `by` is nobody: readers need no account. What looks like spam is kept in Spam, without a letter.
    """
    tenant_id = require_tenant_id()
    if is_repeated(Message.objects.all(), letter, place=str(tenant_id)):
        return None
    spam_at = timezone.now() if letter.spam else None
    message = Message.objects.create(
        name=letter.name, email=letter.email, text=letter.text, spam_at=spam_at
    )
    audit.record("message.kept", by=by, tenant_id=tenant_id, target=f"message {message.pk}")
    if spam_at:
        clear_later(spam_at)
    else:
        queue_letter(EVENT, tenant_id=str(tenant_id), message_id=message.pk)
    return message
