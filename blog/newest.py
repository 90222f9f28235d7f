"""A post with the words that its writers have, whether readers have them or not."""

from __future__ import annotations

from blog.actions.texts import rendered
from blog.models import Post, Revision


def with_newest_words(post: Post) -> Post:
    """`post` as it would be after a save, rendered, in memory alone."""
    kept = Revision.objects.all().ahead_of(post)
    if kept is not None:
        post.title, post.content, post.excerpt = kept.title, kept.content, kept.excerpt
        post.renderer_version = 0
    rendered(post)
    return post
