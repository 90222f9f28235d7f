"""Give a draft to those who publish, and take it back while nobody answered."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.letters import queue_letter
from accounts.models import User
from blog.actions.errors import ActionRefused
from blog.actions.trail import recorded
from blog.models import HandIn, Post, Revision
from blog.models.hand_in import Stand
from blog.models.post import Status
from blog.models.revision import Kind
from kit.text import clean_text
from tenants.db.scope import require_tenant_id

EVENT = "hand_in_answered"


class NotHandedIn(ActionRefused):
    """It cannot be handed in as it is."""


class AlreadyAnswered(ActionRefused):
    """Somebody was faster."""

    def __init__(self) -> None:
        super().__init__(_("Somebody answered it already, or it was taken back."))


@transaction.atomic
def hand_in(post: Post, *, by: User, note: str = "") -> HandIn:
    """Hand `post` in as it is now. Its words then are a revision that stays.

    Raises NotHandedIn for what is no draft, has no title, or is handed in already.
    """
    if post.status != Status.DRAFT or post.trashed_at is not None:
        raise NotHandedIn(_("Only a draft can be handed in."))
    if not post.title:
        raise NotHandedIn(_("Give it a title before you hand it in."))
    row = HandIn(post=post, version=post.version, note=clean_text(note), handed_by_id=by.pk)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotHandedIn(_("It is handed in already.")) from None
    Revision.objects.filter(post=post, version=post.version, kind=Kind.REST).update(kind=Kind.SAVED)
    recorded("post.handed_in", by=by, row=post, title=post.title, version=post.version)
    return row


@transaction.atomic
def take_back(row: HandIn, *, by: User) -> HandIn:
    """Let nobody answer `row`, which was handed in. Raises AlreadyAnswered."""
    close(row, Stand.TAKEN_BACK, by=by)
    recorded("post.hand_in_taken_back", by=by, row=row.post, title=row.post.title)
    return row


def close(row: HandIn, stand: Stand, *, by: User, answer: str = "") -> None:
    """Move `row` on from open, if it still is; raises AlreadyAnswered."""
    row.stand, row.answer = stand, answer
    row.answered_by_id, row.answered_at = by.pk, timezone.now()
    told = {
        "stand": stand, "answer": answer, "answered_by_id": by.pk, "answered_at": row.answered_at,
    }  # fmt: skip
    if not HandIn.objects.filter(pk=row.pk).open().update(**told):
        raise AlreadyAnswered


def accepted_with(post: Post, *, by: User) -> None:
    """Note that `post`, which `by` publishes, is accepted, if it was handed in."""
    row = HandIn.objects.all().open_of(post)
    if row is not None:
        close(row, Stand.ACCEPTED, by=by)
        recorded("post.accepted", by=by, row=post, title=post.title)
        if row.handed_by_id != by.pk:
            tell(row)


def tell(row: HandIn) -> None:
    """Have a letter written to whoever handed `row` in, of what came of it."""
    queue_letter(EVENT, tenant_id=str(require_tenant_id()), hand_in_id=row.pk)
