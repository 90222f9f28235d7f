"""Queues and those who work them off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inkstead.overview.series import number
from inkstead.overview.state import LATE, Check, State, ago, judged, lasting, tried_again
from journal.heartbeat import ages_of_workers
from journal.models import DueTenant, PlatformWork
from tenants.due.hint import waiting

QUIET = timedelta(minutes=2)  # a tick takes at most twenty seconds, a large backup longer
GONE = timedelta(minutes=15)  # then another machine has its work, and nobody waits for it
MANY_HINTS = 500
URLS = settings.PUBLIC_SCHEMA_URLCONF


def platform_work() -> Check:
    """What the platform itself has to do."""
    now = timezone.now()
    due = Q(due_at__lte=now)
    found = PlatformWork.objects.filter(done_at=None).aggregate(
        due=Count("pk", filter=due),
        oldest=Min("due_at", filter=due),
        failing=Count("pk", filter=~Q(last_error="")),
    )
    words, failing = [_waiting(found)], found["failing"]
    if failing:
        words.append(tried_again(failing))
    return Check(
        name="work",
        title=gettext_lazy("The platform’s work"),
        state=judged(failing or _is_late(found)),
        words=" ".join(words),
        link=f"{reverse('admin:work', URLS)}?state={'failing' if failing else 'waiting'}",
    )


def blogs_work() -> Check:
    """Blogs whose outbox wants the worker."""
    rows = DueTenant.objects.filter(next_due_at__lte=timezone.now())
    found = rows.aggregate(due=Count("pk"), oldest=Min("next_due_at"))
    late = _is_late(found)
    return Check(
        name="blogs_work",
        title=gettext_lazy("Blogs’ work"),
        state=judged(late),
        words=_waiting(found),
        command="manage.py fleet doctor --only bells" if late else "",
    )


def workers() -> Check:
    """Who was at work in the last minutes. One that ended as it should is not missed."""
    ages = [age for age in ages_of_workers() if age < GONE]
    alive = [age for age in ages if age < QUIET]
    quiet = [age for age in ages if age >= QUIET]
    words = [_alive(len(alive))]
    if quiet:
        words.append(
            ngettext(
                "%(n)s was last heard of %(ago)s ago: it is gone, or at something long.",
                "%(n)s were last heard of %(ago)s ago: they are gone, or at something long.",
                len(quiet),
            )
            % {"n": number(len(quiet)), "ago": lasting(quiet[0])}
        )
    bad = quiet or not alive
    return Check(
        name="workers",
        title=gettext_lazy("Workers"),
        state=judged(bad),
        words=" ".join(words),
        command="deploy/start healthy worker" if bad else "",
    )


def hints() -> Check:
    """What waits in Redis. Without it all is done as well, only later."""
    depth = waiting()
    title = gettext_lazy("Hints in Redis")
    if depth is None:
        words = _("Redis does not answer: work begins later, and pages come more slowly.")
        return Check("hints", title, State.LOOK, words, command="deploy/start healthy worker")
    words = _("None waits.")
    if depth:
        words = ngettext("%(n)s waits.", "%(n)s wait.", depth) % {"n": number(depth)}
    return Check("hints", title, judged(depth > MANY_HINTS), words)


def _waiting(found: dict[str, Any]) -> str:
    if not found["due"]:
        return _("Nothing is due.")
    return ngettext(
        "%(n)s is due, for %(ago)s.", "%(n)s are due, the oldest for %(ago)s.", found["due"]
    ) % {"n": number(found["due"]), "ago": ago(found["oldest"])}


def _is_late(found: dict[str, datetime | None]) -> bool:
    return found["oldest"] is not None and found["oldest"] < timezone.now() - LATE


def _alive(count: int) -> str:
    if not count:
        return _("No worker is at work: nothing that is due gets done.")
    return ngettext("%(n)s is at work.", "%(n)s are at work.", count) % {"n": number(count)}
