"""What a new blog begins with: its settings, a category, a byline, two pages, and a draft.

Nothing here is published: readers see only what a writer published. The About and Contact pages
say no more than is true of any blog, and ask to be rewritten.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.changed import all_words_changed, stats_changed
from blog.actions.inputs import PageInput, PostInput
from blog.actions.texts import page_fields, post_fields
from blog.models import Author, Blog, Category, Page, Post
from blog.welcome_texts import about, contact, first_draft
from kit.slugs import slugify
from tenants.models import Tenant


def welcome(tenant: Tenant, owner: User) -> None:
    """Fill the empty schema of `tenant`, whose transaction is open."""
    Blog.objects.bulk_create([Blog(name=tenant.name, language=get_language())])
    category = Category(name=_("Notes"), slug=slugify(_("Notes"), fallback="notes"))
    # The byline never falls back to the e-mail address: it is public.
    name = (owner.name or tenant.name)[:80]
    author = Author(name=name, slug=slugify(name, fallback="author"), user_id=owner.id)
    Category.objects.bulk_create([category])
    Author.objects.bulk_create([author])
    Page.objects.bulk_create(
        [
            Page(slug="about", **_page(about(), 1)),
            Page(slug="contact", **_page(contact(), 2)),
        ]
    )
    post = Post(
        slug="welcome",
        category=category,
        author=author,
        created_by_id=owner.id,
        **_post(first_draft()),
    )
    Post.objects.bulk_create([post])
    stats_changed()
    all_words_changed()


@lru_cache(maxsize=16)  # a few languages
def _page(text: tuple[str, str], position: int) -> dict[str, Any]:
    title, content = text
    return page_fields(PageInput(title=title, content=content, position=position))


@lru_cache(maxsize=8)
def _post(text: tuple[str, str]) -> dict[str, Any]:
    title, content = text
    return post_fields(PostInput(title=title, content=content))
