"""Whether the blog's plan has room for more files."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from blog.actions.room import PlanFull
from blog.media.models import Picture
from tenants.db.scope import current_limits
from tenants.plans.limits import fits


def require_room_for(size: int) -> None:
    """Raise PlanFull where `size` bytes more are too many.

    To be asked after `stats_changed()`, as with posts. Uploads count as they came until the worker
    made its files of them; then those count.
    """
    most = current_limits().storage_bytes
    if most is None:
        return
    used = Picture.objects.all().counts()["size"]
    if not fits(used, most, more=size):
        raise PlanFull(_no_room(size, most, max(0, most - used)))


def _no_room(size: int, most: int, left: int) -> str:
    return _(
        "This takes %(size)s, and %(left)s are left of the %(most)s that the plan of this blog has"
        " for pictures. Send less, or make room: what is in the trash counts until it is gone,"
        " thirty days later."
    ) % {
        "size": filesizeformat(size),
        "most": filesizeformat(most),
        "left": filesizeformat(left),
    }
