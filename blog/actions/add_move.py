"""Let an address of an older site lead to something on the blog."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.moves import left
from blog.actions.trail import recorded
from blog.addresses import Thing, path_of
from blog.models import Move


@transaction.atomic
def add_move(*, by: User, path: str, target: Thing) -> Move:
    """Have `path` (as `tidy_path` writes it) lead to `target`, which is on this blog: no other
    place can be named."""
    move = left(target, path, by_hand=True)
    recorded("move.added", by=by, row=move, path=path, leads_to=path_of(target))
    blog_changed()
    return move
