"""Erase a person: the row, what hangs on it, and their e-mails wherever the platform wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.actions.trail import record_deed
from accounts.letters import KIND
from accounts.models import User
from journal import audit
from journal.forget import forget_account, forget_person
from journal.models import AuditEntry, PlatformWork

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def confirmed_emails_of(user: User) -> list[str]:
    """The e-mails that are known to be `user`'s; one that was only typed may be somebody else's."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    own = {user.email} if user.email_confirmed else set()
    return sorted(own | set(confirmed.values_list("email", flat=True)))


def proven_emails_of(user: User) -> list[str]:
    """Those, and the confirmed ones from before a change of e-mail, unless somebody else signs in
    with one by now.

    Once an account has a confirmed e-mail, nothing but another confirmed one can take its place.
    """
    since = user.email_confirmed_at
    before = _words_of(_changes(user).filter(at__gt=since)) if since else set()
    others = User.objects.filter(email__in=before).exclude(pk=user.pk)
    before -= set(others.values_list("email", flat=True))
    return sorted({*confirmed_emails_of(user), *before})


def typed_emails_of(user: User) -> list[str]:
    """Whatever they said was theirs, confirmed or not."""
    own = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return sorted({user.email, *own, *_words_of(_changes(user))})


@transaction.atomic
def erase_user(user: User, *, by: User | None = None, reason: str = "") -> None:
    """Delete `user` with e-mails, second factors, sessions and memberships, for good.

    `reason` is for who does it at once: `by`, an admin, or somebody at the shell.

    Audit entries keep the ids and lose the words; letters that were sent are forgotten. An e-mail
    that was only typed may be somebody else's: it goes from what is about this account alone.
    """
    proven, typed, since = proven_emails_of(user), typed_emails_of(user), _here_since(user)
    email, user_id = user.email, user.id
    user.delete()
    letters = PlatformWork.objects.filter(kind=KIND)
    letters.filter(payload__email__in=proven).delete()
    letters.filter(payload__email=email, done_at__gte=since).delete()
    forget_person(user_id, words=proven)
    forget_account(user_id, own=typed, email=email, since=since)
    if reason:
        record_deed("user.erased", by=by, reason=reason, user_id=str(user_id))
    else:
        audit.record("user.erased", by=None, tenant_id=None, user_id=str(user_id))


def _here_since(user: User) -> datetime:
    """Since when `user`, and nobody else, signs in with the e-mail they have."""
    came = _changes(user).filter(target=user.email).order_by("-at").first()
    return came.at if came else user.date_joined


def _changes(user: User) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(actor_id=user.id, action="user.email_changed")


def _words_of(changes: QuerySet[AuditEntry]) -> set[str]:
    told = changes.values_list("target", "details__previous")
    return {email for pair in told for email in pair if email}
