"""What this room does when something happens in a room below."""

from __future__ import annotations

from accounts.letters import register as register_letter
from blog.contact.clear import CLEAR, clear_messages
from blog.contact.letter import EVENT, contact_message
from blog.due import handlers


def register() -> None:
    """Give the worker the letter to the owner, and what clears old messages away."""
    register_letter(EVENT, contact_message)
    handlers[CLEAR] = clear_messages
