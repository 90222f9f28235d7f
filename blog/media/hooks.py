"""What this room does when something happens in a room below."""

from __future__ import annotations

from blog import due
from blog.media import work
from blog.media.clear import CLEAR, clear_pictures
from blog.media.models import Picture


def register() -> None:
    """Give the worker what makes pictures ready and what clears old ones away."""
    due.slow_work[work.PREPARE] = due.SlowWork(work.prepare, work.finish, work.tidy_up)
    due.handlers[CLEAR] = clear_pictures
    if stored not in due.bytes_in_storage:
        due.bytes_in_storage.append(stored)


def stored() -> int:
    """The bytes of all the open blog's pictures, those in the trash included."""
    return Picture.objects.all().counts()["size"]
