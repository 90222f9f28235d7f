"""What this room does when something happens in a room below."""

from __future__ import annotations

from accounts import letters
from journal.work import handles
from tenants.house.letters import KIND, NEWS, letters_of, notice_letter


def register() -> None:
    """The letters of notices that go out by mail too."""
    letters.register(NEWS, notice_letter)
    handles(KIND, letters_of)
