"""What an admin can do to a visit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inkstead.admin.deed import office_deed
from tenants.actions.end_visit import end_visit
from tenants.visits.models import Ended, Visit


def visit_page(visit: Visit) -> str:
    """Where somebody who asked for a visit goes on from."""
    return reverse("admin:visits_page", args=[visit.pk])


def _stop(visit: Visit, *, by: User, reason: str) -> None:
    end_visit(visit, why=Ended.STOPPED, by=by, reason=reason)


VISITS = (
    office_deed(
        verb="end",
        name=_("End it"),
        hint=_("Whoever is in is out with the next page."),
        question=_("End the visit %(name)s?"),
        done=_("The visit %(name)s is over."),
        act=_stop,
        fits=lambda row: row.is_running or row.may_begin,
        danger=True,
    ),
)
