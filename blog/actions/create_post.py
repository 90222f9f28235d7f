"""Begin a post: a draft, for its writers only."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed, stats_changed
from blog.actions.inputs import PostInput
from blog.actions.names import category_for, set_tags
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.actions.texts import post_fields
from blog.actions.trail import recorded
from blog.models import Author, Post
from kit.slugs import slugify


@transaction.atomic
def create_post(*, by: User, data: PostInput) -> Post:
    """Save `data` as a new draft and return it; without an author it gets `by`'s own byline.

    The title may be empty. Raises SourceTooLarge, TagsRefused, NameRefused, UnprintableText.
    """
    post = Post(
        **post_fields(data),
        category=category_for(data),
        author=data.author or Author.objects.of_user(by.id),
        created_by_id=by.id,
    )
    until_slug_is_free(lambda: _insert(post, data.slug))
    set_tags(post, data.tags)
    recorded("post.created", by=by, row=post, title=post.title)
    blog_changed()
    stats_changed()
    return post


def _insert(post: Post, wanted: str) -> None:
    base = slugify(wanted or post.title, fallback="post")
    post.slug = free_slug(Post.objects.all(), base)
    post.save(force_insert=True)
