"""Change the order of the navigation, one place at a time."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.models import Page
from blog.navigation import hold_places, spread


@transaction.atomic
def move_page(page: Page, *, by: User, places: int) -> bool:
    """Move `page` by `places` among the pages, up when below zero; False where there is no room.

    They change the places that they have: in between stand links and categories.
    """
    blog = hold_places()
    held = list(Page.objects.kept().listed().held())
    pages = sorted(held, key=lambda one: (one.position, one.pk))
    here = pages.index(page) if page in pages else -1
    there = here + places
    if here < 0 or not 0 <= there < len(pages):
        return False
    if len({one.position for one in pages}) < len(pages):
        spread(blog, pages)
    _change_places(pages, here, there)
    recorded("page.moved", by=by, row=page, title=page.title, place=there + 1)
    blog_changed()
    return True


def _change_places(pages: list[Page], here: int, there: int) -> None:
    places = [page.position for page in pages]
    pages.insert(there, pages.pop(here))
    moved = [(page, at) for page, at in zip(pages, places, strict=True) if page.position != at]
    for page, position in moved:
        page.position = position
    Page.objects.bulk_update([page for page, _at in moved], ["position"])
