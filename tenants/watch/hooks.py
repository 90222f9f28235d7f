"""What this room does when something happens in a room below."""

from __future__ import annotations

from accounts.export.registry import export_facts
from tenants.actions.erasure_hooks import on_account_erased
from tenants.watch.of_person import forget_reporter, reports_of


def register() -> None:
    """Whose the reports are."""
    export_facts("reports", reports_of)
    on_account_erased(forget_reporter)
