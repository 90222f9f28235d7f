"""Do what is due, tenant by tenant, in small turns, so that a busy blog keeps no other waiting."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from journal import doorbell
from journal.doorbell import Claim
from kit.failpoints import failpoint
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.due.registry import Done, get_outbox
from tenants.models import State, Tenant

logger = logging.getLogger(__name__)

TURN = 20  # outbox entries a tenant may have done before the next tenant is served
ALL_LOCKED = timedelta(seconds=1)
ASK_AGAIN = timedelta(hours=1)  # a blog that is not ready keeps its bell, but rings seldom


def run_due(limit: int = 50) -> int:
    """Give up to `limit` due tenants one turn each, the longest waiting first.

    Returns how many had their turn. A tenant whose turn fails is tried again after the bell's
    lease and stops no other.
    """
    claims = doorbell.claim(timezone.now(), limit=limit)
    tenants = Tenant.objects.in_bulk([claim.tenant_id for claim in claims])
    for claim in claims:
        try:
            _take_turn(claim, tenants.get(claim.tenant_id))
        except Exception:
            logger.exception("The turn of tenant %s failed.", claim.tenant_id)
        tenant_connection().close_if_worn()  # a tick comes to more blogs than a request
    return len(claims)


def reconcile_due(tenant: Tenant) -> datetime | None:
    """Set the bell of `tenant` anew from its outbox, as after a restore; returns the time."""
    with tenant_transaction(tenant):
        due_at = get_outbox().next_due()
        if due_at is not None:
            doorbell.ring(tenant.id, due_at)
    return due_at


def _take_turn(claim: Claim, tenant: Tenant | None) -> None:
    if tenant is None or tenant.state == State.PURGED:
        doorbell.give_back(claim, None)
    elif tenant.state != State.READY:
        doorbell.give_back(claim, timezone.now() + ASK_AGAIN)
    else:
        _work(claim, tenant)


def _work(claim: Claim, tenant: Tenant) -> None:
    """Run entries one by one, each in a transaction of its own, until the turn is over."""
    for left in reversed(range(TURN)):
        with tenant_transaction(tenant):
            done, more = _run_one(claim, last=not left)
            failpoint("due.after_work")
        failpoint("due.after_commit")
        if done.rest:
            done.rest(tenant)
        if not more:
            return


def _run_one(claim: Claim, *, last: bool) -> tuple[Done, bool]:
    """Run one entry; give the bell back when it was the turn's last. Returns whether to go on.

    Slow work ends the turn: another worker may take up what is due next meanwhile.
    """
    outbox, now = get_outbox(), timezone.now()
    done, due_at = outbox.run_one(), outbox.next_due()
    over = last or not done.ran or done.rest is not None
    more = not over and due_at is not None and due_at <= now
    if not more:
        # Never in the past: what is left queues behind the tenants that wait already. When all
        # that is due is locked by another worker, there is no sense in asking at once.
        earliest = now if done.ran else now + ALL_LOCKED
        doorbell.give_back(claim, due_at and max(due_at, earliest))
    return done, more
