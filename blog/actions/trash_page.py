"""Put a page into the trash, from which it can come back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.models import Page


@transaction.atomic
def trash_page(page: Page, *, by: User) -> Page:
    """Hide `page` from readers and the navigation; its address is free for another one."""
    if page.trashed_at is None:
        page.trashed_at = timezone.now()
        page.save(update_fields=["trashed_at"])
        recorded("page.trashed", by=by, row=page, title=page.title)
        blog_changed()
    return page
