"""Fingerprints and scores, written down: all of a blog's at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from journal.work import enqueue_platform_work
from tenants.watch.models import PostPrint, Score, WatchRules
from tenants.watch.prints import bands_of, is_near, print_of
from tenants.watch.queue import weigh_again
from tenants.watch.signs import Text, signs_in

KIND = "score_blog"


def score_later(tenant_id: UUID) -> None:
    """Have the blog looked at by the worker; at most once a minute, however much changes."""
    now = timezone.now()
    key = f"{KIND}:{tenant_id}:{now:%Y%m%d%H%M}"
    due = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    enqueue_platform_work(KIND, key=key, payload={"tenant_id": str(tenant_id)}, due_at=due)


def current_rules() -> WatchRules:
    """The rules as they are now, or those of an installation that never set any."""
    return WatchRules.objects.first() or WatchRules()


@transaction.atomic
def keep(tenant_id: UUID, texts: Sequence[Text], *, listed: Sequence[str]) -> Score:
    """Write down what `texts`, the blog's newest public posts, amount to. Safe to repeat."""
    prints = {text.post_id: print_of(text.plain) for text in texts}
    rows = [
        PostPrint(tenant_id=tenant_id, post_id=post_id, value=value, **bands_of(value))
        for post_id, value in prints.items()
        if value is not None
    ]
    PostPrint.objects.filter(tenant_id=tenant_id).delete()
    PostPrint.objects.bulk_create(rows)
    twins = [found for row in rows if (found := _twins_of(row))]
    blogs = sorted({str(one) for found in twins for one in found})
    signs = signs_in(texts, listed=listed, twins=len(twins), twin_blogs=blogs)
    values = {
        "points": sum(sign.points for sign in signs),
        "reasons": [sign.as_json() for sign in signs],
        "scored_at": timezone.now(),
    }
    score, _new = Score.objects.update_or_create(tenant_id=tenant_id, defaults=values)
    weigh_again(tenant_id, score.points)
    return score


def _twins_of(row: PostPrint) -> set[UUID]:
    """The other blogs that have nearly the same text."""
    alike = reduce(or_, (Q(**{column: band}) for column, band in bands_of(row.value).items()))
    others = PostPrint.objects.filter(alike).exclude(tenant_id=row.tenant_id)
    near = others.values_list("tenant_id", "value")
    return {tenant_id for tenant_id, value in near if is_near(row.value, value)}
