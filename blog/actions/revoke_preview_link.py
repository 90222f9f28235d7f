"""Close a link to a preview before its time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.trail import recorded
from blog.models import PreviewLink


@transaction.atomic
def revoke_preview_link(link: PreviewLink, *, by: User) -> PreviewLink:
    """From now on `link` shows nothing."""
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by_id = timezone.now(), by.pk
        link.save(update_fields=["revoked_at", "revoked_by_id"])
        recorded("preview_link.revoked", by=by, row=link.post, title=link.post.title, link=link.pk)
    return link
