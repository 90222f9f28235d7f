"""What other sites show beside a link to a post: the writer's choice, else what is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from blog.media.shared import shared_file
from blog.models import Post
from blog.public.context import ReaderRequest, absolute
from blog.share.drawing import HEIGHT, WIDTH
from blog.share.keeping import share_path


@dataclass(frozen=True, slots=True)
class Shared:
    """A picture's absolute address, its size in pixels, and what it shows."""

    url: str
    width: int
    height: int
    alt: str = ""


def shared_of(request: ReaderRequest, post: Post) -> Shared:
    """The picture for `post`; one that was chosen and is gone is as if nobody had chosen."""
    chosen = shared_file(post.shared_picture)
    if chosen is None:
        return Shared(absolute(request, share_path(post, request.blog)), WIDTH, HEIGHT)
    return Shared(absolute(request, chosen.path), chosen.width, chosen.height, chosen.alt)
