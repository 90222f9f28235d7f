"""Which notices one page shows, and that somebody has read one."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest

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
    return house.notices(member.tenant_id, member.tenant.plan_id, but=_read(request))


def of_all(request: HttpRequest, memberships: list[Membership]) -> list[Shown]:
    """In "your blogs": for any of them, each once."""
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


def _read(request: HttpRequest) -> list[str]:
    read: list[str] = request.session.get(KEY, [])
    return read
