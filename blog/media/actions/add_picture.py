"""Take pictures in."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from blog.actions.changed import stats_changed
from blog.actions.trail import recorded
from blog.media.clear import clear_later
from blog.media.models import Picture
from blog.media.room import require_room_for
from blog.media.storing import Stored
from blog.media.words import checked_words
from blog.media.work import prepare_later


def add_picture(stored: Stored, *, by: User, alt: str = "") -> Picture:
    """A new picture, to be made ready for readers. Raises PlanFull, UnprintableText."""
    return add_pictures([stored], by=by, alt=alt)[0]


@transaction.atomic
def add_pictures(stored: Sequence[Stored], *, by: User, alt: str = "") -> list[Picture]:
    """The same for several: all are kept, or none where the plan is full."""
    alt = checked_words(alt)
    stats_changed()
    require_room_for(sum(len(one.taken.data) for one in stored))
    return [_keep(one, by=by, alt=alt) for one in stored]


def _keep(stored: Stored, *, by: User, alt: str) -> Picture:
    taken = stored.taken
    picture = Picture(
        key=stored.key,
        name=taken.name,
        alt=alt,
        kind=taken.header.kind,
        width=taken.header.width,
        height=taken.header.height,
        size=len(taken.data),
        created_by_id=by.id,
    )
    picture.save(force_insert=True)
    recorded("picture.added", by=by, row=picture, name=picture.name, size=picture.size)
    prepare_later(picture)
    clear_later(picture.created_at)
    return picture
