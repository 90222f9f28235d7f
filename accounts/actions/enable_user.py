"""Let a person sign in again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.disable_user import CannotDisable
from accounts.actions.trail import record_deed
from accounts.models import User


@transaction.atomic
def enable_user(user: User, *, by: User | None, reason: str) -> None:
    """Take back `disable_user`; sessions that ended stay ended. Raises CannotDisable.

    Not for an account that is closed, which opens again with its blogs and a letter.
    """
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if row.is_active:
        raise CannotDisable(_("%(email)s is not disabled.") % {"email": row.email})
    if row.closed_at is not None:
        raise CannotDisable(
            _("%(email)s is closed, not disabled. Open it again instead.") % {"email": row.email}
        )
    User.objects.filter(pk=user.pk).update(is_active=True)
    record_deed("user.enabled", by=by, target=row.email, reason=reason)
