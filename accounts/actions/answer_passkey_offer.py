"""Say no to signing in without a password; it is not offered again."""

from __future__ import annotations

from accounts.models import User


def decline_passkey_offer(user: User, *, by: User) -> None:
    """Offer `user` no passkey any more. Not an act that anybody would look for: no audit row."""
    User.objects.filter(pk=user.pk, offer_passkey=True).update(offer_passkey=False)
