"""The blog's due work: the outbox and its handlers. `tenants.due` calls it, tenant by tenant."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone
from psycopg import sql

from blog import discover
from blog.models import OutboxEntry, Post
from blog.search import keeping as search
from blog.share import keeping
from journal.doorbell import ring
from journal.retries import next_try, words_of
from kit.failpoints import failpoint
from tenants.db.scope import (
    TenantKey,
    all_or_nothing,
    owe_public,
    require_tenant_id,
    tenant_transaction,
)
from tenants.due.registry import Done, Outbox, set_outbox

logger = logging.getLogger(__name__)

KEEP_DONE = timedelta(days=30)  # as long as a key must not run again
ASK_AGAIN = timedelta(minutes=1)  # whether newer code has come that knows the kind
LEASE = timedelta(minutes=2)  # after this a worker counts as dead and slow work is begun again

type Handler = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class SlowWork:
    """Work of seconds, whose long part holds no transaction open and may be begun twice.

    `long` runs outside of any, and what it returns is given to `finish`, in one transaction with
    the mark that the entry is done: once. `after` tidies up once that is committed, outside of any
    again, with what `finish` left it.
    """

    long: Callable[[TenantKey, dict[str, Any]], Any]
    finish: Callable[[dict[str, Any], Any], Any]
    after: Callable[[TenantKey, dict[str, Any], Any], None]


def no_more(_tenant: TenantKey, _payload: dict[str, Any], _left: Any) -> None:
    """Where nothing is to be tidied up after slow work."""


class NotNow(Exception):
    """Slow work's word that it is to be begun again at `until`, without anything being wrong."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until.isoformat()}")
        self.until = until


_STATS = sql.SQL(
    "INSERT INTO public.tenants_tenantstats"
    " (tenant_id, posts, scheduled, drafts, last_published_at, storage_bytes, updated_at)"
    " VALUES ({}, {}, {}, {}, {}, {}, {})"
    " ON CONFLICT (tenant_id) DO UPDATE SET posts = EXCLUDED.posts,"
    " scheduled = EXCLUDED.scheduled, drafts = EXCLUDED.drafts,"
    " last_published_at = EXCLUDED.last_published_at,"
    " storage_bytes = EXCLUDED.storage_bytes, updated_at = EXCLUDED.updated_at"
)

# Each says how many bytes the open blog has in the storage; rooms above register theirs.
bytes_in_storage: list[Callable[[], int]] = []


def refresh_stats(payload: dict[str, Any]) -> None:
    """Count the blog's posts, and the bytes it keeps, for the lists of blogs."""
    public = Post.objects.published().aggregate(posts=Count("pk"), last=Max("published_at"))
    waiting, drafts = Post.objects.scheduled().count(), Post.objects.drafts().count()
    counts = (public["posts"], waiting, drafts, public["last"], stored_bytes(), timezone.now())
    values = (require_tenant_id(), *counts)
    owe_public("stats", _STATS.format(*map(sql.Literal, values)))


def stored_bytes() -> int:
    """The bytes that the open blog keeps in the storage."""
    return sum(count() for count in bytes_in_storage)


handlers: dict[str, Handler] = {
    "refresh_stats": refresh_stats,
    "list_post": discover.list_post,
    "list_blog": discover.list_blog,
    "draw_share": keeping.draw_share,
    "draw_shares": keeping.draw_shares,
    "index_post": search.index_post,
    "index_page": search.index_page,
    "index_blog": search.index_blog,
}


slow_work: dict[str, SlowWork] = {}


def register() -> None:
    """Give tenants the outbox to run."""
    table = OutboxEntry._meta.db_table
    set_outbox(Outbox(run_one=run_one, next_due=next_due, table=table))


def run_one() -> Done:
    """Do the entry that is due the longest and that no other worker holds, if there is one.

    Its effects and its mark commit together, with the open tenant transaction: once, whatever is
    killed. A failure undoes the handler's own effects and puts the entry off. Of slow work only
    the claim is made here; the caller does the rest once this transaction is committed.
    """
    due = OutboxEntry.objects.due(timezone.now()).select_for_update(skip_locked=True)
    entry = due.first()
    if entry is None:
        return Done(ran=False)
    if entry.kind in slow_work:
        return Done(ran=True, rest=_claim(entry))
    if entry.kind not in handlers:
        _leave_to_newer_code(entry)
        return Done(ran=True)
    try:
        _handle(entry, partial(handlers[entry.kind], entry.payload))
    except Exception as error:
        logger.exception("Outbox entry %s failed", entry.key)
        _put_off(entry, error)
    OutboxEntry.objects.filter(done_at__lt=timezone.now() - KEEP_DONE).delete()
    return Done(ran=True)


def next_due() -> datetime | None:
    """When the outbox next wants the worker; in the past when it is late."""
    return OutboxEntry.objects.waiting().values_list("due_at", flat=True).first()


def _leave_to_newer_code(entry: OutboxEntry) -> None:
    """During a deploy code from before meets what it does not know: that is nobody's failure."""
    logger.info("Outbox entry %s is of a kind unknown here: %s", entry.key, entry.kind)
    entry.due_at = timezone.now() + ASK_AGAIN
    entry.last_error = f"Nobody here knows the kind {entry.kind}."
    entry.save(update_fields=["due_at", "last_error"])


def _claim(entry: OutboxEntry) -> Callable[[TenantKey], None]:
    """Keep the entry from other workers for the lease; returns what is left to do."""
    entry.attempts += 1
    entry.due_at = timezone.now() + LEASE
    entry.save(update_fields=["attempts", "due_at"])
    return partial(_do_slowly, entry.pk, entry.kind, entry.payload)


def _do_slowly(pk: int, kind: str, payload: dict[str, Any], tenant: TenantKey) -> None:
    work = slow_work[kind]
    try:
        outcome, left = work.long(tenant, payload), None
        with tenant_transaction(tenant):
            if entry := _still_to_do(pk):
                left = _handle(entry, partial(work.finish, payload, outcome))
        failpoint("due.finished")
        work.after(tenant, payload, left)
    except NotNow as later:
        with tenant_transaction(tenant):
            if entry := _still_to_do(pk):
                entry.attempts, entry.due_at = entry.attempts - 1, later.until
                entry.save(update_fields=["attempts", "due_at"])
                ring(require_tenant_id(), entry.due_at)
    except Exception as error:
        logger.exception("Slow work %s failed", payload)
        with tenant_transaction(tenant):
            if entry := _still_to_do(pk):
                _put_off(entry, error, attempts=entry.attempts)
                ring(require_tenant_id(), entry.due_at)


def _still_to_do(pk: int) -> OutboxEntry | None:
    """The entry, locked, unless a worker that began later was done sooner."""
    return OutboxEntry.objects.select_for_update().filter(pk=pk, done_at=None).first()


def _handle[T](entry: OutboxEntry, do: Callable[[], T]) -> T:
    with all_or_nothing():
        left = do()
        entry.done_at, entry.last_error = timezone.now(), ""
        entry.save(update_fields=["done_at", "last_error"])
    return left


def _put_off(entry: OutboxEntry, error: Exception, *, attempts: int | None = None) -> None:
    entry.attempts = entry.attempts + 1 if attempts is None else attempts
    entry.done_at = None
    entry.due_at = next_try(timezone.now(), entry.attempts)
    entry.last_error = words_of(error)
    entry.save(update_fields=["attempts", "done_at", "due_at", "last_error"])
