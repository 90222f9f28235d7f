"""A category, tag or author that is to be changed: held, and still there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from blog.actions.errors import ActionRefused
from blog.models import Author, Category, Tag


class Vanished(ActionRefused):
    """Somebody deleted it, or merged it into another, meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("It is gone: somebody was faster."))


def held[Row: (Category, Tag, Author)](row: Row) -> Row:
    """`row` as it is now, locked until the transaction ends. Raises Vanished."""
    found = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise Vanished
    return found
