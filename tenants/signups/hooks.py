"""What this room does when something happens in a room below."""

from __future__ import annotations

from accounts.export.registry import export_facts
from accounts.letters import register as register_letter
from journal.work import handles
from tenants.actions.erasure_hooks import on_account_erased
from tenants.signups.clear import CLEAR, clear_applications
from tenants.signups.letters import NEWS, signup_news
from tenants.signups.of_person import applications_of, forget_sign_ups, sign_up_invitations_of


def register() -> None:
    """The letters, the clearing of what was decided, and whose it was."""
    register_letter(NEWS, signup_news)
    handles(CLEAR, clear_applications)
    export_facts("applications", applications_of)
    export_facts("sign_up_invitations", sign_up_invitations_of)
    on_account_erased(forget_sign_ups)
