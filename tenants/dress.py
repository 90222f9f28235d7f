"""What a blog that is not shown may still wear: its look, which only the room above knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tenants.http import TenantRef


@dataclass(frozen=True, slots=True)
class Dress:
    """The layout of a page about a blog, and what that layout asks for."""

    layout: str = "base_alone.html"
    context: dict[str, Any] = field(default_factory=dict)


type DressHook = Callable[[TenantRef], Dress]

_hooks: list[DressHook] = []


def on_dress(hook: DressHook) -> None:
    """Let `hook(tenant)` say what a suspended blog's page wears; outside of any transaction."""
    if hook not in _hooks:
        _hooks.append(hook)


def dress_of(tenant: TenantRef) -> Dress:
    """What the blog's page wears; the platform's own where no room knows better."""
    return _hooks[-1](tenant) if _hooks else Dress()
