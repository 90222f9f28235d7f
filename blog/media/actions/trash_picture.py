"""Put a picture into the trash, from which it can come back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.media.clear import clear_later
from blog.media.models import Picture


@transaction.atomic
def trash_picture(picture: Picture, *, by: User) -> Picture:
    """Take `picture` from readers for thirty days, after which it goes for good."""
    if picture.trashed_at is None:
        picture.trashed_at = timezone.now()
        picture.save(update_fields=["trashed_at"])
        recorded("picture.trashed", by=by, row=picture, name=picture.name)
        clear_later(picture.trashed_at)
        blog_changed()
    return picture
