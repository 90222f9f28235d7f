"""Close somebody's account in their place, as they could themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.actions.close_account import CannotClose, WhyNot, close_account, live_blogs_of

WHY_NOT = {
    WhyNot.MAKING: gettext_lazy("A blog of theirs is still being made. Try again in a minute."),
    WhyNot.CHANGED: gettext_lazy("Their blogs changed meanwhile. Look through the list again."),
}


@transaction.atomic
def close_person(
    person: User, *, by: User | None, reason: str, blogs: Collection[UUID] | None = None
) -> datetime:
    """Close it, with all blogs they own into the trash; returns when it is erased.

    `blogs`: those that were seen to go; another one is not taken along. Raises Refused, and
    User.DoesNotExist.
    """
    reason = checked_reason(reason)
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    require_no_admin(row)
    if not row.is_active:
        raise Refused(_("%(email)s is closed or disabled already.") % {"email": row.email})
    seen = [tenant.pk for tenant in live_blogs_of(row)] if blogs is None else blogs
    try:
        return close_account(row, choices=dict.fromkeys(seen), by=by, reason=reason)
    except CannotClose as error:
        raise Refused(str(WHY_NOT[error.why])) from None


def require_no_admin(person: User) -> None:
    """Raises Refused for an admin of the platform: another admin has to end that first."""
    if person.is_staff:
        raise Refused(
            _("%(email)s is an admin of this platform: end that first.") % {"email": person.email}
        )
