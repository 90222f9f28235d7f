"""What a blog's page shows beside its facts: panels, each registered by the room that knows it.

Another room adds its own by `register_panel(Panel(...))` where it is imported by
`inkstead.admin.urls`; the page and its template need not hear of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from tenants.models import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of the page. `about(tenant, request)` gives what the template reads as `about`.

    None leaves the panel out.
    """

    name: str  # its anchor
    title: Any
    template: str
    place: int  # from the top
    about: Callable[[Tenant, HttpRequest], Any]
    beside: bool = False  # below the facts, beside what can be done; else over the whole width


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel with what it says of one blog."""

    panel: Panel
    about: Any


_panels: list[Panel] = []


def register_panel(panel: Panel) -> None:
    """Show it on every blog's page; one of the same name is replaced."""
    others = [known for known in _panels if known.name != panel.name]
    _panels[:] = sorted([*others, panel], key=lambda one: one.place)


def panels_of(tenant: Tenant, request: HttpRequest) -> list[Shown]:
    """Those that have something to say, from the top."""
    asked = (Shown(panel, panel.about(tenant, request)) for panel in _panels)
    return [shown for shown in asked if shown.about is not None]
