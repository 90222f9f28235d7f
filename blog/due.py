"""The blog's due work: the outbox and its handlers. `tenants.due` calls it, tenant by tenant."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from psycopg import sql

from blog import discover
from blog.models import OutboxEntry, Post
from blog.share import keeping
from journal.retries import next_try, words_of
from tenants.db.scope import owe_public, require_tenant_id, tenant_connection
from tenants.due.registry import Outbox, set_outbox

logger = logging.getLogger(__name__)

KEEP_DONE = timedelta(days=30)  # as long as a key must not run again

type Handler = Callable[[dict[str, Any]], None]

_STATS = sql.SQL(
    "INSERT INTO public.tenants_tenantstats"
    " (tenant_id, posts, drafts, last_published_at, updated_at) VALUES ({}, {}, {}, {}, {})"
    " ON CONFLICT (tenant_id) DO UPDATE SET posts = EXCLUDED.posts, drafts = EXCLUDED.drafts,"
    " last_published_at = EXCLUDED.last_published_at, updated_at = EXCLUDED.updated_at"
)


def refresh_stats(payload: dict[str, Any]) -> None:
    """Count the blog's posts for the lists of blogs."""
    public = Post.objects.published().aggregate(posts=Count("pk"), last=Max("published_at"))
    drafts = Post.objects.drafts().count()
    values = (require_tenant_id(), public["posts"], drafts, public["last"], timezone.now())
    owe_public("stats", _STATS.format(*map(sql.Literal, values)))


handlers: dict[str, Handler] = {
    "refresh_stats": refresh_stats,
    "list_post": discover.list_post,
    "list_blog": discover.list_blog,
    "draw_share": keeping.draw_share,
    "draw_shares": keeping.draw_shares,
}


def register() -> None:
    """Give tenants the outbox to run."""
    set_outbox(Outbox(run_one=run_one, next_due=next_due))


def run_one() -> bool:
    """Do the entry that is due the longest and that no other worker holds; False if there is none.

    Its effects and its mark commit together, with the open tenant transaction: once, whatever is
    killed. A failure undoes the handler's own effects and puts the entry off.
    """
    due = OutboxEntry.objects.due(timezone.now()).select_for_update(skip_locked=True)
    entry = due.first()
    if entry is None:
        return False
    try:
        _handle(entry)
    except Exception as error:
        logger.exception("Outbox entry %s failed", entry.key)
        _put_off(entry, error)
    OutboxEntry.objects.filter(done_at__lt=timezone.now() - KEEP_DONE).delete()
    return True


def next_due() -> datetime | None:
    """When the outbox next wants the worker; in the past when it is late."""
    return OutboxEntry.objects.waiting().values_list("due_at", flat=True).first()


def _handle(entry: OutboxEntry) -> None:
    scope = tenant_connection().scope
    owed = dict(scope.owed) if scope else {}
    try:
        with transaction.atomic():
            handlers[entry.kind](entry.payload)
            entry.done_at, entry.last_error = timezone.now(), ""
            entry.save(update_fields=["done_at", "last_error"])
    except BaseException:
        if scope:
            scope.owed = owed  # what the handler owed is undone with the rest
        raise


def _put_off(entry: OutboxEntry, error: Exception) -> None:
    entry.attempts += 1
    entry.done_at = None
    entry.due_at = next_try(timezone.now(), entry.attempts)
    entry.last_error = words_of(error)
    entry.save(update_fields=["attempts", "done_at", "due_at", "last_error"])
