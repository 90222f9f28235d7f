"""Erase again whom a restored database brought back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from django.db import transaction

from accounts.models import User
from journal.forget import forget_about
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.erase_account import FORGET, erase_now
from tenants.actions.hand_over import HANDED_OVER, OWNERS
from tenants.erasures.hold import wait_to_erase
from tenants.erasures.ledger import erased_emails, erased_users

BATCH = 1000


def came_back() -> Iterator[UUID]:
    """The ids of accounts that were erased and are here."""
    ids = User.objects.order_by("pk").values_list("pk", flat=True).iterator(BATCH)
    for some in batched(ids, BATCH):
        yield from sorted(erased_users(some))


def replay() -> int:
    """Erase them as it was done then, let their blogs forget at once; returns how many.

    To be run before anybody is served: in the end nothing of it is left to the worker.
    """
    again = list(came_back())
    for pk in again:
        with transaction.atomic():
            wait_to_erase()
            user = User.objects.select_for_update().filter(pk=pk).first()
            if user is not None:
                erase_now(user, again=True)
    while run_platform_work(limit=100, kinds=[FORGET]):
        pass
    for entry in AuditEntry.objects.filter(action=HANDED_OVER, details__has_any_keys=OWNERS):
        forget_erased_owners(entry)
    return len(again)


def forget_erased_owners(entry: AuditEntry) -> None:
    """Take the e-mails of owners out of `entry` who were erased after it was written."""
    emails = [entry.details[key] for key in OWNERS if entry.details.get(key)]
    gone = erased_emails(emails, since=entry.at)
    if gone and entry.tenant_id is not None:
        forget_about([entry.tenant_id], words=sorted(gone), until=entry.at)
