"""What ends a visit that nobody ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from journal.work import handles
from tenants.actions.end_visit import end_visit
from tenants.visits.models import Ended, Visit

END = "end_visit"


def register() -> None:
    """Take it up."""
    handles(END, run_out)


def run_out(payload: dict[str, Any]) -> None:
    """End `visit_id`, whose time is over; one that has ended stays as it is."""
    visit = Visit.objects.told().filter(pk=UUID(payload["visit_id"])).first()
    if visit is not None:
        end_visit(visit, why=Ended.TIME, by=None)
