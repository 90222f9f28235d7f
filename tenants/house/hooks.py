"""What this room does when something happens in a room below."""

from __future__ import annotations

from accounts import letters
from journal.work import handles
from tenants.archive.places import Place, register_place
from tenants.house.letters import KIND, NEWS, letters_of, notice_letter
from tenants.house.purge import forget_blog, said_of


def register() -> None:
    """The letters of notices that go out by mail too, and what a purge clears."""
    register_place(Place("notices and features", forget_blog, said_of))
    letters.register(NEWS, notice_letter)
    handles(KIND, letters_of)
