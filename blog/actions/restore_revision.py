"""Write again what a post once said."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.inputs import Words
from blog.actions.keep_words import keep_words
from blog.actions.trail import recorded
from blog.models import Post, Revision
from blog.models.revision import Kind

STAYS = {"visibility", "slug", "publish_at", "publish_fold"}


@transaction.atomic
def restore_revision(post: Post, revision: Revision, *, by: User) -> Post:
    """Make the words of `revision` the newest of `post`, as a revision more; none is lost.

    Whom it is for, its address and its time are what they are now: the words alone come back.
    Readers of a published post see nothing of it before update_post. Raises EditConflict when
    `post` was saved since it was read.
    """
    words = Words(
        title=revision.title,
        content=revision.content,
        excerpt=revision.excerpt,
        settings={name: kept for name, kept in revision.typed.items() if name not in STAYS},
    )
    keep_words(post, by=by, words=words, version=post.version, kind=Kind.RESTORED)
    recorded("post.revision_restored", by=by, row=post, version=revision.version)
    return post
