"""Take a page out of the trash."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed, words_changed
from blog.actions.moves import taken
from blog.actions.page_slugs import free_page_slug
from blog.actions.slugs import until_slug_is_free
from blog.actions.trail import recorded
from blog.models import Page


@transaction.atomic
def restore_page(page: Page, *, by: User) -> Page:
    """Put `page` back, at its old address, or at one like it if another page took that."""
    if page.trashed_at is not None:
        page.trashed_at = None
        until_slug_is_free(lambda: _write(page))
        taken(page)
        recorded("page.restored", by=by, row=page, title=page.title, slug=page.slug)
        blog_changed()
        words_changed(page)
    return page


def _write(page: Page) -> None:
    page.slug = free_page_slug(page.slug, keep=page.pk)
    page.save(update_fields=["trashed_at", "slug"])
