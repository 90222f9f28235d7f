"""Have a picture prepared once more."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.trail import recorded
from blog.media.models import Picture, State
from blog.media.work import prepare_later


@transaction.atomic
def retry_picture(picture: Picture, *, by: User) -> Picture:
    """Let the worker try again with the upload, which is kept for as long as it failed."""
    if picture.state == State.FAILED:
        picture.state, picture.failure = State.WAITING, ""
        picture.save(update_fields=["state", "failure"])
        recorded("picture.retried", by=by, row=picture)
        prepare_later(picture, again=True)
    return picture
