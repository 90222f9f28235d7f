"""What stands around a post on its way out: revisions, drafts handed in, links to previews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.utils import timezone

from blog.models.base import TenantQuerySet

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from blog.models import HandIn, Post, PreviewLink, Revision  # named in quotes


class RevisionQuerySet(TenantQuerySet["Revision"]):
    """What posts once said."""

    def newest(self) -> Self:
        """As the studio lists them, the last first, without the texts."""
        return self.order_by("-version").defer("content")

    def ahead_of(self, post: Post) -> Revision | None:
        """What `post` has been given since its row was last written, if anything."""
        return self.filter(post=post, version=post.version).first() if post.ahead else None


class HandInQuerySet(TenantQuerySet["HandIn"]):
    """Drafts that were handed in."""

    def open(self) -> Self:
        """Those that nobody answered yet."""
        return self.filter(stand="open")

    def to_answer(self) -> Self:
        """What waits for an editor, the longest first, with its post; the trash left out."""
        waiting = self.open().filter(post__trashed_at=None).select_related("post")
        return waiting.defer("post__content", "post__content_html").order_by("handed_at", "id")

    def open_of(self, post: Post) -> HandIn | None:
        """The one of `post` that waits, if it was handed in."""
        return self.open().filter(post=post).first()

    def latest_of(self, post: Post) -> HandIn | None:
        """What was said last of `post`, if it ever was handed in."""
        return self.filter(post=post).order_by("-handed_at", "-id").first()


class PreviewLinkQuerySet(TenantQuerySet["PreviewLink"]):
    """Links to previews."""

    def of_token(self, token_hash: bytes) -> PreviewLink | None:
        """The link with that secret, whether it is open or not, if its post is not in the trash."""
        return self.filter(token_hash=token_hash, post__trashed_at=None).first()

    def newest(self) -> Self:
        """As the studio lists them."""
        return self.order_by("-made_at", "-id")

    def open(self) -> Self:
        """Those that show something now."""
        return self.filter(revoked_at=None, ends_at__gt=timezone.now())

    def open_of(self, user_id: UUID) -> Self:
        """Those of them that one person made."""
        return self.open().filter(made_by_id=user_id).select_related("post")

    def open_of_others(self, team: Collection[UUID]) -> Self:
        """Those of them that none of these people made."""
        return self.open().exclude(made_by_id__in=team).select_related("post")
