"""Ask to enter a blog's studio as somebody of its team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from journal import audit
from tenants.actions.change import Refused, checked_reason, lock
from tenants.models import State, Tenant
from tenants.visits.hold import may_be_visited, may_visit
from tenants.visits.models import Visit

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def ask_visit(
    tenant: Tenant, *, person: User, by: User, reason: str, may_change: bool = False
) -> Visit:
    """A visit whose door is open for five minutes, to `by` alone. Raises Refused.

    As an admin nobody is visited: what one admin does is never another one's.
    """
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY})
    if not may_visit(by):
        raise Refused(_("Only an admin of the platform may do that."))
    if not may_be_visited(person, row.pk):
        raise Refused(
            _("Nobody enters as %(name)s: only as people of the team whose account is open.")
            % {"name": person.display_name}
        )
    visit = Visit.objects.create(
        tenant=row,
        admin=by,
        person=person,
        epoch=person.session_epoch,
        reason=reason,
        may_change=may_change,
    )
    about = {"visit": visit.pk, "on_behalf_of": person.pk, "may_change": may_change}
    audit.record("visit.asked", by=by.pk, tenant_id=row.pk, target=row.name, reason=reason, **about)
    return visit
