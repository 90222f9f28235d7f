"""What this room does when something happens in a room below."""

from __future__ import annotations

from accounts import letters
from accounts.export.registry import export_facts
from tenants.actions.decisions import NEWS
from tenants.actions.erasure_hooks import on_account_erased
from tenants.archive.places import Place, register_place
from tenants.watch.letters import decision_news
from tenants.watch.of_person import appeals_of, forget_reporter, reports_of
from tenants.watch.purge import forget_twin, twins_of


def register() -> None:
    """Whose the reports and the appeals are, and the letters about them."""
    letters.register(NEWS, decision_news)
    register_place(Place("signs of others", forget_twin, twins_of))
    export_facts("reports", reports_of)
    export_facts("appeals", appeals_of)
    on_account_erased(forget_reporter)
