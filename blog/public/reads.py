"""What the pages most asked for read, prepared: for strangers, and for the people of the blog."""

from __future__ import annotations

from blog.media.faces import with_faces
from blog.models import Blog, Post
from blog.models.prepared import Prepared
from blog.querysets import PostQuerySet

POSTS_ON_THE_FRONT = 5


def _front(*, member: bool) -> Prepared[Post]:
    def posts() -> PostQuerySet:
        return Post.objects.published(member=member).front(POSTS_ON_THE_FRONT)

    return Prepared(posts)


def _post(*, member: bool) -> Prepared[Post]:
    def at(slug: str) -> PostQuerySet:
        readable = Post.objects.readable(member=member)
        return with_faces(readable.for_reading(member=member)).filter(slug=slug)

    return Prepared(at)


blog = Prepared(lambda: Blog.objects.for_readers().filter(pk=1))
# By whether it is one of the people of the blog who reads.
front = {member: _front(member=member) for member in (False, True)}
post = {member: _post(member=member) for member in (False, True)}
