"""Call a tag something else; posts bring new ones into being."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.heirs import Said, leave
from blog.actions.held import held
from blog.actions.moves import left, taken
from blog.actions.names import checked_name
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.actions.trail import recorded
from blog.actions.typed import ahead_held, retyped
from blog.addresses import path_of
from blog.models import Tag
from kit.slugs import slugify


@transaction.atomic
def save_tag(tag: Tag, *, by: User, name: str, slug: str = "") -> Tag:
    """Save `tag` under `name`; its address stays unless `slug` gives another, and then leads on.

    Raises NameRefused, Vanished.
    """
    name = checked_name(name)
    ahead = ahead_held() if name != tag.name else []
    tag = held(tag)
    old, called = path_of(tag), tag.name
    tag.name = name
    if name != called:
        retyped(ahead, called, name)
        leave(Said.TAG, called, name)
    base = slugify(slug or tag.slug, fallback="tag")
    until_slug_is_free(lambda: _save(tag, base))
    if path_of(tag) != old:
        left(tag, old)
        taken(tag)
    recorded("tag.saved", by=by, row=tag, name=tag.name)
    blog_changed()
    if tag.name != called:
        all_words_changed()
        listings_changed()
    return tag


def _save(tag: Tag, base: str) -> None:
    tag.slug = free_slug(Tag.objects.all(), base, keep=tag.pk)
    tag.save(update_fields=["name", "slug"])
