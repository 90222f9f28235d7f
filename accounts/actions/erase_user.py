"""Erase a person: the row, what hangs on it, and their e-mails wherever the platform wrote them."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.letters import KIND
from accounts.models import User
from journal import audit
from journal.forget import forget_person
from journal.models import PlatformWork


def confirmed_emails_of(user: User) -> list[str]:
    """The e-mails that are known to be `user`'s; one that was only typed may be somebody else's."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    own = {user.email} if user.email_confirmed else set()
    return sorted(own | set(confirmed.values_list("email", flat=True)))


@transaction.atomic
def erase_user(user: User) -> None:
    """Delete `user` with e-mails, second factors, sessions and memberships, for good.

    Audit entries keep the ids and lose the words; letters that were sent are forgotten.
    """
    emails, user_id = sorted({user.email, *confirmed_emails_of(user)}), user.id
    user.delete()
    PlatformWork.objects.filter(kind=KIND, payload__email__in=emails).delete()
    forget_person(user_id, words=emails)
    audit.record("user.erased", by=None, tenant_id=None, user_id=str(user_id))
