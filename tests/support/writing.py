"""Posts for tests, made the way the product makes them. Inside a tenant transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import Post


def draft(by: User, title: str = "A title", content: str = "Some words.", **fields: Any) -> Post:
    """A new draft."""
    from blog.actions.create_post import create_post
    from blog.actions.inputs import PostInput

    return create_post(by=by, data=PostInput(title=title, content=content, **fields))


def published(
    by: User,
    title: str = "A title",
    content: str = "Some words.",
    *,
    at: datetime | None = None,
    **fields: Any,
) -> Post:
    """A post that readers see, since a minute ago by default."""
    from blog.actions.publish_post import publish_post

    at = at or timezone.now() - timedelta(minutes=1)
    return publish_post(draft(by, title, content, **fields), by=by, at=at)
