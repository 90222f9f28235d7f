"""Messages to the platform under the e-mails of one person."""

from __future__ import annotations

from typing import Any

from accounts.actions.erase_user import confirmed_emails_of
from accounts.models import User
from inkstead.models import ContactMessage


def messages_by(user: User) -> list[dict[str, Any]]:
    """What came under their e-mail, if they confirmed it: anybody can type one into a form."""
    own = ContactMessage.objects.filter(email__in=confirmed_emails_of(user)).order_by(
        "sent_at", "pk"
    )
    return [dict(row) for row in own.values("name", "email", "text", "sent_at")]


def forget_messages(emails: list[str]) -> None:
    """Delete what came under `emails`."""
    ContactMessage.objects.filter(email__in=emails).delete()
