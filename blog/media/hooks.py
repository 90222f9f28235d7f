"""What this room does when something happens in a room below."""

from __future__ import annotations

from blog import due
from blog.media import refine, replacing, work
from blog.media.archive import picture_files
from blog.media.clear import CLEAR, SWEEP, clear_pictures, sweep, swept
from blog.media.models import Picture, State
from blog.media.quiet import REFINE, refine_later
from tenants.archive.hooks import on_read_back
from tenants.db.scope import TenantKey
from tenants.export.blogs import on_export_blog


def register() -> None:
    """Give the worker what prepares and clears pictures, and exports what they are."""
    due.slow_work[work.PREPARE] = due.SlowWork(work.prepare, work.finish, work.tidy_up)
    due.slow_work[replacing.REPLACE] = due.SlowWork(
        replacing.prepare, replacing.finish, replacing.tidy_up
    )
    due.slow_work[REFINE] = due.SlowWork(refine.refine, refine.finish, due.no_more)
    due.handlers[CLEAR] = clear_pictures
    due.slow_work[SWEEP] = due.SlowWork(sweep, swept, due.no_more)
    on_export_blog(picture_files)
    on_read_back(go_on)
    if stored not in due.bytes_in_storage:
        due.bytes_in_storage.append(stored)


def go_on(_tenant: TenantKey, _ours: bool) -> None:
    """Due work does not travel with a blog: make what was under way due again."""
    for picture in Picture.objects.filter(state=State.WAITING):
        work.prepare_later(picture)
    for picture in Picture.objects.filter(coming__isnull=False):
        replacing.replace_later(picture)
    refine_later()


def stored() -> int:
    """The bytes of all the open blog's pictures, those in the trash included."""
    return Picture.objects.all().counts()["size"]
