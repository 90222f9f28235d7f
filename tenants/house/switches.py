"""Features that admins can switch off, on the whole platform or on single blogs: all there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.house.now import house


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A feature: what it is called, what follows when it is off, and how it comes."""

    name: str
    title: Any
    off: Any
    default: bool = True
    by_blog: bool = True  # else it is the platform's alone


_ALL = (
    Switch(
        name="domains",
        title=_("Domains of blogs’ own"),
        off=_("No new domain can be named in a studio. Those that work go on working."),
    ),
    Switch(
        name="take_along",
        title=_("Archives for owners"),
        off=_("Owners cannot ask for an archive of their blog. What is ready can be downloaded."),
    ),
    Switch(
        name="discover",
        title=_("Discover"),
        off=_("The list of new posts, its search and its feed are not there, nor the links to it."),
        by_blog=False,
    ),
)
SWITCHES: Mapping[str, Switch] = MappingProxyType({one.name: one for one in _ALL})


def is_on(name: str, tenant_id: UUID | None = None) -> bool:
    """Whether the feature is on, there or anywhere; asks nobody. Raises KeyError."""
    switch = SWITCHES[name]
    known = house.switches.get(name, {})
    everywhere = known.get("", switch.default)
    return known.get(str(tenant_id), everywhere) if tenant_id else everywhere
