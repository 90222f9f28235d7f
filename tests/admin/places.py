"""Every address of the admin, with a row to ask about; a pattern without one is an error."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from inkstead.admin.site import site
from tests.isolation.examples import patterns

PREFIX = "admin:"
URLS = "inkstead.urls.platform"
UNKEYED = {"bulk", "rules", "new", "back", "mode", "switch"}


@dataclass(frozen=True)
class Rows:
    """The keys of a row in each room."""

    blogs: UUID
    people: UUID
    signups: UUID
    invites: UUID
    audit: UUID
    messages: int
    work: int
    plans: int
    reports: UUID
    many: UUID
    review: UUID
    decisions: UUID
    notices: UUID
    visits: UUID


def names() -> list[str]:
    """The names of the admin's patterns, without the namespace."""
    found = patterns(URLS)
    return [name.removeprefix(PREFIX) for name in found if name.startswith(PREFIX)]


def address(name: str, rows: Rows) -> str:
    """The address of the pattern `name`; raises KeyError for a room that is not in `rows`."""
    room, _, rest = name.partition("_")
    if name == "nothing":
        return reverse("admin:nothing", URLS, kwargs={"url": "auth/group/add/"})
    if name == "audit_export":
        return reverse(PREFIX + name, URLS, args=["csv"])
    keyed = bool(rest) and rest not in UNKEYED
    return reverse(PREFIX + name, URLS, args=[getattr(rows, room)] if keyed else [])


def rooms() -> list[str]:
    """The folders of the site's rooms."""
    return [room.folder for room in site.rooms]
