"""Make somebody an admin of the platform."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.actions.end_sessions import cut_sessions
from accounts.actions.trail import record_deed
from accounts.models import User


@transaction.atomic
def make_admin(email: str, *, by: User | None, password: str = "") -> tuple[User, bool]:
    """Raise the account of `email`, or make one with `password`; returns it, and whether made.

    An account that was there keeps its password, and signs in again for the new right. Whoever
    may run this vouches for the address, so it counts as confirmed.
    """
    user = User.objects.select_for_update(no_key=True).filter(email=email.strip().lower()).first()
    made = user is None
    if user is None:
        user = User.objects.create_user(email, password)
    User.objects.filter(pk=user.pk).update(
        is_staff=True,
        is_superuser=True,
        email_confirmed_at=user.email_confirmed_at or timezone.now(),
    )
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    cut_sessions(user)
    record_deed("user.made_admin", by=by, target=user.email, new_account=made)
    user.refresh_from_db()
    return user, made
