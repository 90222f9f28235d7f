"""Give a picture another file, and take that back."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.changed import blog_changed, stats_changed
from blog.actions.errors import ActionRefused
from blog.actions.trail import recorded
from blog.media.clear import clear_later
from blog.media.models import Former, Picture
from blog.media.quiet import refine_later
from blog.media.replacing import replace_later
from blog.media.room import require_room_for
from blog.media.storing import Stored


class NotReplaceable(ActionRefused):
    """There is nothing yet whose place another file could take."""


class NotUndoable(ActionRefused):
    """It was undone already, another file came since, or the one before is gone."""


def require_replaceable(picture: Picture) -> None:
    """Raise NotReplaceable where there is nothing to be replaced yet, or any more."""
    if not picture.ready or picture.trashed_at is not None:
        raise NotReplaceable(_("Only a picture that is ready, and not in the trash, is replaced."))


@transaction.atomic
def replace_picture(picture: Picture, stored: Stored, *, by: User) -> Picture:
    """Let `stored` take the place of the file of `picture`, wherever it is shown.

    That happens once the worker has made it ready; what is shown until then is kept for thirty
    days. Raises NotReplaceable, PlanFull.
    """
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    require_replaceable(picture)
    stats_changed()
    size, kind = len(stored.taken.data), stored.taken.header.kind
    require_room_for(size)
    picture.coming = {"file": stored.file, "kind": kind, "size": size, "failure": ""}
    picture.size = picture.bytes_kept
    picture.save(update_fields=["coming", "size"])
    recorded("picture.replaced", by=by, row=picture, name=picture.name, size=size)
    replace_later(picture)
    return picture


@transaction.atomic
def undo_replacement(picture: Picture, change: str, *, by: User) -> str:
    """Take `change` back, the last one: let its file not come, else bring back the one before.

    Returns what that change is called, to take it back in turn; empty for a file that was on its
    way, which is gone. Raises NotUndoable.
    """
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    if change != picture.last_change or not (picture.coming or picture.former):
        raise NotUndoable(
            _("Nothing was changed: that was undone before, or another file has come since.")
        )
    back = ""
    if picture.coming:
        picture.coming = None
    elif picture.former:
        back = _change_places(picture, picture.former)
        blog_changed()
    picture.size = picture.bytes_kept
    picture.save()
    recorded("picture.replacement_undone", by=by, row=picture, name=picture.name)
    stats_changed()
    return back


def _change_places(picture: Picture, before: Former) -> str:
    change = f"undone-{secrets.token_hex(4)}"
    picture.former, picture.replaced_at = picture.as_former(change), timezone.now()
    picture.kind, picture.renditions = before["kind"], before["renditions"]
    picture.width, picture.height = before["width"], before["height"]
    picture.refined = False
    clear_later(picture.replaced_at)
    refine_later()
    return change
