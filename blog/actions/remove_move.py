"""Let an old address lead nowhere any more."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.models import Move


@transaction.atomic
def remove_move(move: Move, *, by: User) -> Move:
    """Put `move` out of force; restore_move brings it back."""
    if move.removed_at is None:
        move.removed_at = timezone.now()
        move.save(update_fields=["removed_at"])
        recorded("move.removed", by=by, row=move, path=move.path)
        blog_changed()
    return move
