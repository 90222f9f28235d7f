"""Take a picture out of the trash."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.media.models import Picture
from blog.media.quiet import refine_later


@transaction.atomic
def restore_picture(picture: Picture, *, by: User) -> Picture:
    """Put `picture` back: texts that name it show it again."""
    if picture.trashed_at is not None:
        picture.trashed_at = None
        picture.save(update_fields=["trashed_at"])
        recorded("picture.restored", by=by, row=picture, name=picture.name)
        blog_changed()
        if not picture.refined:
            refine_later()
    return picture
