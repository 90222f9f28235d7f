"""Last night's backups, whether one was read back, and what was asked for on single blogs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inkstead.overview.series import number
from inkstead.overview.state import Check, State, ago, judged, tried_again
from journal.models import PlatformWork
from tenants.archive import store
from tenants.archive.models import Backup, Job, JobState, Kind
from tenants.archive.nightly import BACKED_UP
from tenants.models import Tenant

URLS = settings.PUBLIC_SCHEMA_URLCONF
FRESH = timedelta(days=2)  # each blog has its minute of the night: a day, and the night's length


def backups() -> Check:
    """When the last one was made, which blogs have none of the last two days, what failed."""
    title = gettext_lazy("Nightly backups")
    if not settings.BACKUP_NIGHTLY or not store.has_store():
        words = _("Not set up: BACKUP_ROOT and BACKUP_NIGHTLY say where and whether.")
        return Check("backups", title, State.NOT_YET, words)
    last = Backup.objects.filter(kind=Kind.NIGHTLY).aggregate(at=Max("made_at"))["at"]
    failing, without = _failing(), _without()
    state = judged(failing or without)
    if last is None and state == State.GOOD:
        return Check("backups", title, State.NOT_YET, _("None yet: the first come tonight."))
    return Check(
        name="backups",
        title=title,
        state=state,
        words=" ".join(_words(last, failing, without)),
        link=f"{reverse('admin:work', URLS)}?state=failing&q=nightly_backup" if failing else "",
        command="manage.py fleet doctor" if without and not failing else "",
    )


def tried_backup() -> Check:
    """Each night one is restored beside its blog and compared, table by table."""
    tried = Backup.objects.exclude(compared_at=None).select_related("tenant")
    one = tried.order_by("-compared_at").first()
    title = gettext_lazy("A backup, restored as a test")
    if one is None or one.compared_at is None:
        return Check("tried_backup", title, State.NOT_YET, _("None was tried yet."))
    known = {"name": one.tenant.name, "ago": ago(one.compared_at), "difference": one.difference}
    words = (
        _("%(name)s, %(ago)s ago: it differs. %(difference)s")
        if one.difference
        else _("%(name)s, %(ago)s ago: the same in every table.")
    ) % known
    page = reverse("admin:blogs_page", URLS, args=[one.tenant_id])
    return Check("tried_backup", title, judged(one.difference), words, link=page)


def jobs() -> Check:
    """Backups, restores, copies and purges that somebody asked for."""
    day = timezone.now() - timedelta(days=1)
    failed = list(
        Job.objects.filter(state=JobState.FAILED, ended_at__gt=day)
        .order_by("-ended_at")
        .values_list("tenant_id", flat=True)
    )
    words = _("None failed in the last day.")
    if failed:
        words = ngettext(
            "%(n)s failed in the last day.", "%(n)s failed in the last day.", len(failed)
        ) % {"n": number(len(failed))}
    link = reverse("admin:blogs_page", URLS, args=[failed[0]]) if failed else ""
    title = gettext_lazy("Restores and copies")
    return Check("jobs", title, judged(failed), words, link=link)


def _failing() -> int:
    rows = PlatformWork.objects.filter(done_at=None, kind="nightly_backup")
    return rows.exclude(last_error="").count()


def _without() -> int:
    """Blogs that were there for two days and have no backup of them."""
    since = timezone.now() - FRESH
    fresh = Backup.objects.filter(tenant=OuterRef("pk"), made_at__gte=since)
    rows = Tenant.objects.filter(state__in=BACKED_UP, created_at__lt=since)
    return rows.exclude(Exists(fresh)).count()


def _words(last: datetime | None, failing: int, without: int) -> Any:
    yield _("The last one is %(ago)s old.") % {"ago": ago(last)} if last else _("None yet.")
    if failing:
        yield tried_again(failing)
    if without:
        yield (
            ngettext(
                "%(n)s blog has none of the last two days.",
                "%(n)s blogs have none of the last two days.",
                without,
            )
            % {"n": number(without)}
        )
