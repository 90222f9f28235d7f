"""What this room does when something happens in a room below."""

from __future__ import annotations

from accounts.letters import register as register_letter
from inkstead.contact.clear import CLEAR, clear_spam
from inkstead.contact.letter import EVENT, platform_message
from journal.work import handles


def register() -> None:
    """Give the worker the letter to the people behind the platform, and the clearing of spam."""
    register_letter(EVENT, platform_message)
    handles(CLEAR, clear_spam)
