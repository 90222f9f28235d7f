"""Close an account: it can sign in nowhere, and is signed out at once. Nothing is deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.end_sessions import cut_sessions
from accounts.actions.trail import record_deed
from accounts.models import User


class CannotDisable(ValueError):
    """Why an account cannot be disabled or enabled, as a sentence."""


@transaction.atomic
def disable_user(user: User, *, by: User | None, reason: str) -> None:
    """Disable `user` and end their sessions on every host. Raises CannotDisable.

    Nobody disables themselves: a platform without an admin could not be mended from its pages.
    """
    if by is not None and by.pk == user.pk:
        raise CannotDisable(_("You cannot disable your own account."))
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not row.is_active:
        raise CannotDisable(_("%(email)s is disabled already.") % {"email": row.email})
    User.objects.filter(pk=user.pk).update(is_active=False)
    cut_sessions(row)
    record_deed("user.disabled", by=by, target=row.email, reason=reason)
