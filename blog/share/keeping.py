"""Pictures are drawn by due work and kept; the digest of the words says which one is wanted."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.urls import reverse

from blog.actions.enqueue import enqueue
from blog.models import Blog, Post, SharePicture
from blog.share.drawing import DRAWING_VERSION, draw

AT_ONCE = 25  # pictures that one piece of due work draws
EVER = datetime.max.replace(tzinfo=UTC)


def digest_of(post: Post, blog: Blog) -> str:
    """What the picture of `post` depends on, in 16 hex digits."""
    words = "\0".join((str(DRAWING_VERSION), blog.theme, blog.name, post.title))
    return sha256(words.encode()).hexdigest()[:16]


def share_path(post: Post, blog: Blog) -> str:
    """Where the picture is served: another address for other words, so it may be kept for long."""
    return reverse("share_picture", args=[post.pk, digest_of(post, blog)])


def picture_of(post: Post, blog: Blog) -> bytes:
    """The picture: the kept one, else drawn on the spot (some 50 ms) until due work did so."""
    kept = SharePicture.objects.filter(post=post, digest=digest_of(post, blog)).first()
    return bytes(kept.png) if kept else _draw(post, blog)


def draw_share(payload: dict[str, Any]) -> None:
    """Draw and keep the picture of one post, unless it is kept already."""
    post = Post.objects.readable(EVER).filter(pk=payload["post_id"]).first()
    if post is not None:
        _keep(post, Blog.objects.current())


def draw_shares(payload: dict[str, Any]) -> None:
    """Draw what is missing, the newest first; the rest is left to the next piece of work."""
    blog = Blog.objects.current()
    kept = dict(SharePicture.objects.values_list("post_id", "digest"))
    posts = Post.objects.readable(EVER).newest().only("title")
    missing = [post for post in posts if kept.get(post.pk) != digest_of(post, blog)]
    for post in missing[:AT_ONCE]:
        _keep(post, blog)
    if len(missing) > AT_ONCE:
        enqueue("draw_shares", f"draw_shares {datetime.now(UTC).isoformat()}")


def _keep(post: Post, blog: Blog) -> None:
    digest = digest_of(post, blog)
    if not SharePicture.objects.filter(post=post, digest=digest).exists():
        values = {"digest": digest, "png": _draw(post, blog)}
        SharePicture.objects.update_or_create(post=post, defaults=values)


def _draw(post: Post, blog: Blog) -> bytes:
    return draw(title=post.title, name=blog.name, theme=blog.theme)
