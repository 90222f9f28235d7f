"""Let an old address lead where it led."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.models import Move


@transaction.atomic
def restore_move(move: Move, *, by: User) -> Move:
    """Put `move` into force again."""
    if move.removed_at is not None:
        move.removed_at = None
        move.save(update_fields=["removed_at"])
        recorded("move.restored", by=by, row=move, path=move.path)
        blog_changed()
    return move
