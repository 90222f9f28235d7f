"""Write down who was erased, and ask whether somebody was."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from tenants.erasures.hashes import hash_of, own_key, unseal
from tenants.erasures.models import Erasure, LedgerKey, What


def note_erasure(user_id: UUID, *, emails: Iterable[str], blogs: Iterable[UUID]) -> None:
    """Write it down, in the transaction that erases."""
    key, told = own_key(), sorted(map(str, blogs))
    secret = unseal(key.sealed)
    values = [(What.USER, str(user_id)), *((What.EMAIL, email) for email in emails)]
    Erasure.objects.bulk_create(
        Erasure(key=key, what=what, hash=hash_of(secret, what, value), blogs=told)
        for what, value in values
    )


def erased_users(ids: Collection[UUID]) -> set[UUID]:
    """Those of `ids` that were erased, whenever that was: an id is never given again."""
    return _among(What.USER, ids, since=None)


def erased_at(user_id: UUID) -> datetime | None:
    """When the account of that id was erased for the first time; None if it never was."""
    secrets = [unseal(key.sealed) for key in LedgerKey.objects.all()]
    hashes = [hash_of(secret, What.USER, str(user_id)) for secret in secrets]
    rows = Erasure.objects.filter(what=What.USER, hash__in=hashes).order_by("at")
    return rows.values_list("at", flat=True).first()


def erased_emails(emails: Collection[str], *, since: datetime) -> set[str]:
    """Those of `emails` whose account was erased after `since`.

    What is older says nothing: whoever was erased may have come back under the same e-mail.
    """
    return _among(What.EMAIL, emails, since=since)


def _among[T](what: What, values: Collection[T], *, since: datetime | None) -> set[T]:
    if not values:
        return set()
    secrets = [unseal(key.sealed) for key in LedgerKey.objects.all()]
    hashes = {hash_of(secret, what, value): value for secret in secrets for value in values}
    rows = Erasure.objects.filter(what=what, hash__in=list(hashes))
    if since is not None:
        rows = rows.filter(at__gt=since)
    return {hashes[found] for found in rows.values_list("hash", flat=True)}
