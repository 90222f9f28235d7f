"""Which notices one page shows, and that somebody has read one."""

from __future__ import annotations

from contextlib import suppress
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from tenants.directory import directory
from tenants.house.now import Shown, house
from tenants.http import BlogRequest
from tenants.models import Membership

KEY = "notices_read"
KEPT = 20


def here(request: HttpRequest) -> list[Shown]:
    """In a studio: for the blog that one is in. Asks nobody."""
    member = cast(BlogRequest, request).membership
    if member is None:
        return []
    _begin()
    return house.notices(member.tenant_id, member.tenant.plan_id, but=_read(request))


def of_all(request: HttpRequest, memberships: list[Membership]) -> list[Shown]:
    """In "your blogs": for any of them, each once."""
    _begin()
    found = {
        one.id: one
        for member in memberships
        for one in house.notices(member.tenant_id, member.tenant.plan_id, but=_read(request))
    }
    return list(found.values())


def note_read(request: HttpRequest, notice_id: UUID) -> None:
    """Show it no more in this session."""
    read = [one for one in _read(request) if one != str(notice_id)]
    request.session[KEY] = [*read, str(notice_id)][-KEPT:]


def _begin() -> None:
    """The first page of a process asks itself, and has the thread ask from then on."""
    if settings.HOST_CACHE_POLL_SECONDS and not house.is_read:
        directory.begin()
        with suppress(DatabaseError):
            house.poll()


def _read(request: HttpRequest) -> list[str]:
    read: list[str] = request.session.get(KEY, [])
    return read
