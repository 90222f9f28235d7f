"""The disk, the page cache, and whether the numbers themselves are fresh."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta

from django.core.files.storage import FileSystemStorage, storages
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkstead.models import DailyNumbers
from inkstead.overview.series import counts_readers, number
from inkstead.overview.state import Check, State, ago, judged
from tenants.archive import store

FULL = 0.85
FEW_KEPT = 0.5
ENOUGH_PAGES = 1000  # for a rate to mean anything
STALE = timedelta(minutes=15)


def disk() -> Check:
    """Where pictures and backups lie, as far as this machine sees it."""
    title = gettext_lazy("Disk")
    found = list(_disks())
    if not found:
        words = _("Files lie elsewhere, or are not seen from here.")
        return Check("disk", title, State.NOT_YET, words)
    words = " ".join(
        _("%(what)s: %(used)s %% used, %(free)s free.")
        % {"what": what, "used": number(round(100 * used)), "free": filesizeformat(free)}
        for what, used, free in found
    )
    full = max(used for _what, used, _free in found) > FULL
    return Check("disk", title, judged(full), words, command="df -h" if full else "")


def kept_pages(rows: Sequence[DailyNumbers]) -> Check:
    """How often a reader's page was there already: today, or yesterday while today is young."""
    title = gettext_lazy("Page cache")
    yesterday = timezone.now().astimezone(UTC).date() - timedelta(days=1)
    recent = [one for one in reversed(rows) if one.pages and one.day >= yesterday]
    enough = [one for one in recent if (one.pages or 0) >= ENOUGH_PAGES]
    row = next(iter(enough or recent), None)
    if row is None or not row.pages or row.kept_pages is None:
        return Check("kept_pages", title, State.NOT_YET, _("No page was counted yet."))
    rate = row.kept_pages / row.pages
    words = _("%(rate)s %% of %(pages)s pages were kept ones.") % {
        "rate": number(round(100 * rate)),
        "pages": number(row.pages),
    }
    if not counts_readers():
        words += " " + _("Those that the proxy gave out are not counted.")
    few = rate < FEW_KEPT and row.pages >= ENOUGH_PAGES and counts_readers()
    return Check("kept_pages", title, judged(few), words, command="manage.py pagecache")


def numbers(rows: Sequence[DailyNumbers]) -> Check:
    """Whether the worker counts the days."""
    title = gettext_lazy("Numbers below")
    if not rows:
        words = _("Nothing was counted yet; the worker does so every five minutes.")
        return Check("numbers", title, State.NOT_YET, words)
    counted = rows[-1].counted_at
    words = _("Counted %(ago)s ago.") % {"ago": ago(counted)}
    late = timezone.now() - counted > STALE
    return Check(
        name="numbers",
        title=title,
        state=judged(late),
        words=words,
        command="deploy/start healthy worker" if late else "",
    )


def _disks() -> Iterator[tuple[str, float, int]]:
    """What lies there, how much of the disk is used (0 to 1), and the bytes that are free."""
    seen = set[tuple[int, int]]()
    names = [("default", _("Pictures"))]
    if store.has_store():
        names.append((store.ALIAS, _("Backups")))
    for alias, what in names:
        storage = storages[alias]
        if not isinstance(storage, FileSystemStorage):
            continue
        try:
            disk = shutil.disk_usage(storage.location)
        except OSError:
            continue
        if (disk.total, disk.free) not in seen:
            seen.add((disk.total, disk.free))
            yield what, disk.used / disk.total, disk.free
