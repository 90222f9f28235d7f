"""The admin's first page at 10,000 blogs, out of the numbers that the worker rolled up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.utils import timezone

from accounts.models import User
from bench.browser import Browser
from bench.figures import Figure
from bench.measures.admin import fill, sign_in
from bench.stage import HOST, Stage, url_of
from inkstead.overview.count import MOST, count_days
from journal.models import AuditEntry, PlatformWork
from tenants.archive.models import Backup
from tenants.models import FleetSchema, Tenant
from tenants.provisioning.template import current_template

FIRST, LAST = 20_000, 30_000  # names that no other measure gives
SAMPLES = 20
WITHIN = 0.5
BACKUPS = 11  # of each blog: a week of nights and four Sundays
ENTRIES = 200_000  # of the audit, over a year
SPANS = ("30-days", "12-months")
ROLLED_UP_WITHIN = 2.0


def overview(stage: Stage) -> Iterator[Figure]:
    """Public rows alone; the blogs have no schemas, since none is looked into."""
    user = User.objects.create_user("overview@bench.example", is_staff=True)
    TOTP.activate(user, generate_totp_secret())
    fill(FIRST, LAST)
    yield from of_overview(stage, user)


def of_overview(stage: Stage, admin: User) -> Iterator[Figure]:
    """The same over the blogs that are there, each with a year behind it."""
    _history()
    seconds = _counted()
    blogs = Tenant.objects.count()
    yield Figure(
        name=f"overview, {MOST.days} days rolled up for the first time at {blogs:,} blogs",
        value=seconds,
        unit="s",
        n=1,
    )
    yield Figure(
        name=f"overview, today rolled up again at {blogs:,} blogs",
        value=min(_counted() for _ in range(3)),
        unit="s",
        n=3,
        at_most=ROLLED_UP_WITHIN,
    )
    with stage.open() as browser:
        sign_in(browser, admin)
        for span in SPANS:
            times = sorted(_times(browser, span))
            yield Figure(
                name=f"overview, {span} at {blogs:,} blogs, p95",
                value=times[int(len(times) * 0.95)],
                unit="s",
                n=len(times),
                at_most=WITHIN,
            )


def _times(browser: Browser, span: str) -> list[float]:
    _ask(browser, span)
    return [_ask(browser, span) for _ in range(SAMPLES)]


def _ask(browser: Browser, span: str) -> float:
    answer = browser.get(url_of(HOST, f"/admin/?span={span}"))
    if answer.status != 200 or 'class="charts"' not in answer.text:
        raise RuntimeError(f"Not the overview: {answer.status} {answer.url}")
    return answer.seconds


def _counted() -> float:
    seconds = time.perf_counter()
    count_days()
    return time.perf_counter() - seconds


def _history() -> None:
    """What a year leaves in the tables that the page and the worker read."""
    now = timezone.now()
    blogs = list(Tenant.objects.filter(name__startswith="Filler"))
    for place, blog in enumerate(blogs):
        blog.created_at = now - timedelta(days=place % MOST.days)
    Tenant.objects.bulk_update(blogs, ["created_at"], batch_size=1000)
    version = current_template().version
    FleetSchema.objects.bulk_create(
        FleetSchema(schema_name=blog.schema_name, version=version, has_role=True) for blog in blogs
    )
    Backup.objects.bulk_create(
        (
            Backup(
                tenant=blog,
                kind="nightly",
                path=f"{blog.pk}/{night}",
                size=1,
                rows=1,
                made_at=now - timedelta(days=night),
            )
            for blog in blogs
            for night in range(BACKUPS)
        ),
        batch_size=5000,
    )
    PlatformWork.objects.bulk_create(
        (
            PlatformWork(kind="nightly_backup", key=f"{night}:{blog.pk}", done_at=now)
            for blog in blogs
            for night in range(7)
        ),
        batch_size=5000,
    )
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(action="post.published", at=now - timedelta(minutes=place * 2))
            for place in reversed(range(ENTRIES))
        ),
        batch_size=5000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
