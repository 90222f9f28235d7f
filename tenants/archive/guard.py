"""One thing at a time is done with a blog as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from kit.in_line import is_first
from tenants.archive.errors import Busy

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


def one_at_a_time(tenant_id: UUID) -> None:
    """Hold the blog until the open transaction ends; raises Busy while somebody else does."""
    if not is_first(f"archive {tenant_id}"):
        raise Busy(_("Something else is being done with this blog; try again in a moment."))


def take_a_place(places: int, holder: BaseDatabaseWrapper) -> bool:
    """Take one of so many places for nightly work until `holder`'s transaction ends."""
    return any(is_first(f"nightly backup {number}", holder=holder) for number in range(places))
