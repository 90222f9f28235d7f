"""What this room does when something happens in a room below."""

from __future__ import annotations

from accounts.export.registry import export_facts
from accounts.letters import register as register_letter
from inkstead.contact.clear import CLEAR, clear_spam
from inkstead.contact.letter import EVENT, platform_message
from inkstead.contact.of_person import forget_messages, messages_by
from journal.work import handles
from tenants.actions.erasure_hooks import on_account_erased


def register() -> None:
    """The letter to the people behind the platform, the clearing of spam, and whose it was."""
    register_letter(EVENT, platform_message)
    handles(CLEAR, clear_spam)
    export_facts("messages_to_the_platform", messages_by)
    on_account_erased(forget_messages)
