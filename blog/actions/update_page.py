"""Save a page again, unless somebody else did so first."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from blog.actions.changed import blog_changed, words_changed
from blog.actions.errors import EditConflict
from blog.actions.inputs import PageInput
from blog.actions.moves import left, taken
from blog.actions.page_slugs import free_page_slug
from blog.actions.slugs import until_slug_is_free
from blog.actions.texts import page_fields
from blog.actions.trail import recorded
from blog.addresses import path_of
from blog.models import Page
from blog.navigation import hold_places


@transaction.atomic
def update_page(page: Page, *, by: User, data: PageInput, version: int) -> Page:
    """Save `data` over `page`, which the writer opened at `version`.

    Its address stays unless `data` gives one.

    Raises EditConflict when it was saved since, SourceTooLarge and UnprintableText.
    """
    old = path_of(page)
    if data.in_navigation is not None or data.position is not None:
        hold_places()
    columns = {**page_fields(data), "updated_at": timezone.now()}
    until_slug_is_free(lambda: _write(page, data.slug, version, columns))
    page.refresh_from_db()
    if path_of(page) != old:
        left(page, old)
        taken(page)
    recorded("page.updated", by=by, row=page, title=page.title, version=page.version)
    blog_changed()
    words_changed(page)
    return page


def _write(page: Page, wanted: str, version: int, columns: dict[str, Any]) -> None:
    changed = wanted and wanted != page.slug
    slug = free_page_slug(wanted, keep=page.pk) if changed else page.slug
    rows = Page.objects.filter(pk=page.pk, version=version)
    if not rows.update(**columns, slug=slug, version=F("version") + 1):
        raise EditConflict(current=Page.objects.get(pk=page.pk))
