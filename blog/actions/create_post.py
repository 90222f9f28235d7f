"""Begin a post: a draft, for its writers only."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed, stats_changed
from blog.actions.inputs import PostInput
from blog.actions.names import category_for, set_tags
from blog.actions.revisions import remember, words_of
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.actions.texts import post_fields
from blog.actions.trail import recorded
from blog.models import Author, Post
from blog.models.revision import Kind
from kit.slugs import slugify


@transaction.atomic
def create_post(*, by: User, data: PostInput, begun_as: UUID | None = None) -> Post:
    """Save `data` as a new draft and return it; without an author it gets `by`'s own byline.

    The title may be empty. `begun_as`: what the editor called it so far.
    Raises SourceTooLarge, TagsRefused, NameRefused, UnprintableText.
    """
    post = Post(
        **post_fields(data),
        category=category_for(data),
        author=data.author or Author.objects.of_user(by.id),
        created_by_id=by.id,
        begun_as=begun_as,
    )
    until_slug_is_free(lambda: _insert(post, data.slug))
    kind = Kind.REST if begun_as else Kind.SAVED
    remember(post, words_of(post), by=by, version=0, kind=kind)
    set_tags(post, data)
    recorded("post.created", by=by, row=post, title=post.title)
    blog_changed()
    stats_changed()
    return post


def _insert(post: Post, wanted: str) -> None:
    base = slugify(wanted or post.title, fallback="post")
    post.slug = free_slug(Post.objects.all(), base)
    post.save(force_insert=True)
