"""What the pages most asked for read, prepared."""

from __future__ import annotations

from blog.models import Blog, Post
from blog.models.prepared import Prepared

POSTS_ON_THE_FRONT = 5

blog = Prepared(lambda: Blog.objects.for_readers().filter(pk=1))
front = Prepared(
    lambda: Post.objects.published().with_total().newest().listed()[:POSTS_ON_THE_FRONT]
)
post = Prepared(lambda slug: Post.objects.published().for_reading().filter(slug=slug))
