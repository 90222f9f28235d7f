"""Change the order of the navigation, one place at a time."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.models import Page


@transaction.atomic
def move_page(page: Page, *, by: User, places: int) -> bool:
    """Move `page` by `places` among the pages, up when below zero; False where there is no room.

    All pages are numbered anew, so that pages with the same number have an order of their own.
    """
    pages = list(Page.objects.kept().listed().select_for_update())
    here = pages.index(page) if page in pages else -1
    there = here + places
    if here < 0 or not 0 <= there < len(pages):
        return False
    pages.insert(there, pages.pop(here))
    _number(pages)
    recorded("page.moved", by=by, row=page, title=page.title, place=there + 1)
    blog_changed()
    return True


def _number(pages: list[Page]) -> None:
    for position, page in enumerate(pages, start=1):
        page.position = position
    Page.objects.bulk_update(pages, ["position"])
