"""Let whoever has a link see a post before readers do."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.errors import ActionRefused
from blog.actions.trail import recorded
from blog.models import Post, PreviewLink

MOST_OPEN = 20  # of one post
TOKEN_BYTES = 24


class TooManyLinks(ActionRefused):
    """A post has as many open links as it may."""


@transaction.atomic
def make_preview_link(post: Post, *, by: User, days: int) -> tuple[PreviewLink, str]:
    """A new link to `post` for `days` days, and its secret, which nobody can read again.

    Raises TooManyLinks.
    """
    if PreviewLink.objects.filter(post=post).open().count() >= MOST_OPEN:
        raise TooManyLinks(_("This post has many links already. Take one of them back first."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ends_at = timezone.now() + timedelta(days=days)
    link = PreviewLink.objects.create(
        post=post, token_hash=hash_of(token), made_by_id=by.pk, ends_at=ends_at
    )
    recorded("preview_link.made", by=by, row=post, link=link.pk, ends_at=ends_at.isoformat())
    return link, token


def hash_of(token: str) -> bytes:
    """What is kept of a link's secret. It is random and long, so one round is enough."""
    return sha256(token.encode()).digest()
