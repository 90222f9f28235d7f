"""Go back to what readers see."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.keep_words import keep_words
from blog.actions.revisions import words_of
from blog.actions.trail import recorded
from blog.models import Post
from blog.models.revision import Kind


@transaction.atomic
def drop_changes(post: Post, *, by: User) -> Post:
    """Let `post` say what its row says, in a revision more; what was ahead stays among them.

    Raises EditConflict when `post` was saved since it was read.
    """
    keep_words(post, by=by, words=words_of(post), version=post.version, kind=Kind.RESTORED)
    post.ahead = False
    post.save(update_fields=["ahead"])
    recorded("post.changes_dropped", by=by, row=post, version=post.version)
    return post
