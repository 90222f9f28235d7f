"""Erase again whom a restored database brought back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from django.db import transaction

from accounts.models import User
from journal.work import run_platform_work
from tenants.actions.erase_account import FORGET, erase_now
from tenants.erasures.ledger import erased_users

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
            user = User.objects.select_for_update().filter(pk=pk).first()
            if user is not None:
                erase_now(user, again=True)
    while run_platform_work(limit=100, kinds=[FORGET]):
        pass
    return len(again)
