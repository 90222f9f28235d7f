"""The letter that tells the people behind the platform of a message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from accounts.letters import Letter
from kit.letterbox.letter import header_line

EVENT = "platform_message"


def platform_message(payload: dict[str, Any]) -> Iterable[Letter]:
    """`message_id`. It goes to CONTACT_EMAIL, which whoever runs the platform has set."""
    from inkstead.models import ContactMessage

    message = ContactMessage.objects.filter(pk=payload["message_id"], spam=False).first()
    if message is not None:
        context = {
            "name": header_line(message.name),
            "reply_to": message.email,
            "text": message.text,
        }
        yield settings.CONTACT_EMAIL, context
