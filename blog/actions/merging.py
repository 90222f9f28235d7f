"""Two of one kind that are to become one: both are held, and still there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from blog.actions.errors import ActionRefused
from blog.models import Category, Tag


class NotMerged(ActionRefused):
    """They cannot become one."""


def both_held[Row: (Category, Tag)](row: Row, into: Row) -> tuple[Row, Row]:
    """`row` and `into` as they are now, locked until the transaction ends. Raises NotMerged.

    They are locked by number, so that who merges a into b waits for who merges b into a.
    """
    if row.pk == into.pk:
        raise NotMerged(_("That is the same one. Choose another."))
    rows = type(row)._default_manager.select_for_update().filter(pk__in=[row.pk, into.pk])
    found = {one.pk: one for one in rows.order_by("pk")}
    if len(found) < 2:  # both
        raise NotMerged(_("One of the two is gone: somebody was faster."))
    return found[row.pk], found[into.pk]
