"""Answer a draft that was handed in: accept it, or send it back with a note."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.errors import ActionRefused
from blog.actions.hand_in import AlreadyAnswered, close, tell
from blog.actions.publish_post import publish_post
from blog.actions.trail import recorded
from blog.models import HandIn, Post, Revision
from blog.models.hand_in import Stand
from kit.text import clean_text


class ReadAgain(ActionRefused):
    """The draft is not what was read."""


@transaction.atomic
def accept_hand_in(row: HandIn, *, by: User, version: int, at: datetime | None = None) -> Post:
    """Publish what was handed in, as it was read at `version`, now or at `at`.

    Raises AlreadyAnswered, ReadAgain when it was changed since, and what publish_post raises.
    """
    post = Post.objects.select_for_update().get(pk=row.post_id)
    if not HandIn.objects.select_for_update().get(pk=row.pk).is_open:
        raise AlreadyAnswered
    if post.version != version:
        raise ReadAgain(_("It was changed while you read it. Look it over once more."))
    if is_for_others(post):
        raise ReadAgain(
            _("Whom it is for was changed and not saved yet. Open it in the editor and save it.")
        )
    return publish_post(post, by=by, at=at)


def is_for_others(post: Post) -> bool:
    """Whether somebody chose whom it is for after its row was written: that is not lost here."""
    kept = Revision.objects.all().ahead_of(post)
    return kept is not None and kept.typed.get("visibility", post.visibility) != post.visibility


@transaction.atomic
def send_back(row: HandIn, *, by: User, note: str) -> HandIn:
    """Give `row` back to whoever handed it in, and tell them why. Raises AlreadyAnswered."""
    close(row, Stand.SENT_BACK, by=by, answer=clean_text(note))
    recorded("post.sent_back", by=by, row=row.post, title=row.post.title)
    tell(row)
    return row
