"""Reads a blog's newest posts for strangers, for the platform's watch, in its own transaction."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.utils import timezone

from blog.models import Post
from blog.rendering import plain_of
from tenants.db.scope import tenant_transaction
from tenants.models import State, Tenant
from tenants.watch.keep import current_rules, keep
from tenants.watch.signs import Text

NEWEST = 50
MOST_CHARS = 20_000  # of each: spam says what it wants at the beginning
_OUTWARD = re.compile(r'<a [^>]*href="https?://')


def score_blog(payload: dict[str, Any]) -> None:
    """Look at the blog `tenant_id` and write down what was seen; nothing of one that is gone."""
    tenant = Tenant.objects.filter(pk=UUID(payload["tenant_id"])).first()
    if tenant is None or tenant.state not in {State.READY, State.SUSPENDED}:
        return
    listed = current_rules().words
    with tenant_transaction(tenant):
        newest = Post.objects.readable().newest().found(MOST_CHARS + 1)[:NEWEST]
        texts = [_text(post, post.start) for post in newest]
    keep(tenant.pk, texts, listed=listed)


def _text(post: Post, start: str) -> Text:
    plain = plain_of(start, MOST_CHARS)
    return Text(
        post_id=post.pk,
        title=post.title,
        plain=plain,
        links=len(_OUTWARD.findall(start)),
        words=len(plain.split()),
        at=post.published_at or timezone.now(),
    )
