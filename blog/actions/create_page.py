"""Add a page. Pages have no drafts: it is public at once."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed, words_changed
from blog.actions.inputs import PageInput
from blog.actions.moves import taken
from blog.actions.page_slugs import free_page_slug
from blog.actions.slugs import until_slug_is_free
from blog.actions.texts import page_fields
from blog.actions.trail import recorded
from blog.models import Page


@transaction.atomic
def create_page(*, by: User, data: PageInput) -> Page:
    """Save `data` as a new page and return it. Raises SourceTooLarge, UnprintableText."""
    page = Page(**page_fields(data))
    until_slug_is_free(lambda: _insert(page, data.slug))
    taken(page)
    recorded("page.created", by=by, row=page, title=page.title)
    blog_changed()
    words_changed(page)
    return page


def _insert(page: Page, wanted: str) -> None:
    page.slug = free_page_slug(wanted or page.title)
    page.save(force_insert=True)
