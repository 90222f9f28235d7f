"""Open somebody's closed account again in their place."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.actions.reopen_account import reopen_account
from tenants.models import Tenant


@transaction.atomic
def reopen_person(person: User, *, by: User, reason: str) -> list[Tenant]:
    """What the person could do within their thirty days; returns the blogs that are back.

    Raises Refused, and User.DoesNotExist.
    """
    reason = checked_reason(reason)
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if row.is_active:
        raise Refused(_("%(email)s is open already.") % {"email": row.email})
    if row.closed_at is None:
        raise Refused(_("%(email)s is disabled, not closed.") % {"email": row.email})
    return reopen_account(row, by=by, reason=reason)
