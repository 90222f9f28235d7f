"""Let a link to a preview show the post again."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.trail import recorded
from blog.models import PreviewLink


@transaction.atomic
def restore_preview_link(link: PreviewLink, *, by: User) -> PreviewLink:
    """Take back that `link` was revoked; it ends when it would have ended."""
    if link.revoked_at is not None:
        link.revoked_at = link.revoked_by_id = None
        link.save(update_fields=["revoked_at", "revoked_by_id"])
        recorded("preview_link.restored", by=by, row=link.post, title=link.post.title, link=link.pk)
    return link
