"""Take a picture in."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import stats_changed
from blog.actions.trail import recorded
from blog.media import storage
from blog.media.clear import clear_later
from blog.media.models import Picture
from blog.media.upload import Taken
from blog.media.words import checked_words
from blog.media.work import prepare_later


@transaction.atomic
def add_picture(taken: Taken, *, by: User, alt: str = "") -> Picture:
    """Keep `taken` and have it made ready for readers. Raises PictureRefused, UnprintableText."""
    picture = Picture(
        name=taken.name,
        alt=checked_words(alt),
        kind=taken.header.kind,
        width=taken.header.width,
        height=taken.header.height,
        size=len(taken.data),
        created_by_id=by.id,
    )
    storage.keep(picture.key, storage.UPLOAD, taken.data)
    picture.save(force_insert=True)
    recorded("picture.added", by=by, row=picture, name=picture.name, size=picture.size)
    prepare_later(picture)
    clear_later(picture.created_at)
    stats_changed()
    return picture
