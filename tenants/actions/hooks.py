"""Who wishes to know that a blog changed: rooms above register here, since tenants knows none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenants.models import Tenant

type TenantChangedHook = Callable[["Tenant"], None]

_hooks: list[TenantChangedHook] = []


def on_tenant_changed(hook: TenantChangedHook) -> None:
    """Call `hook(tenant)` inside the transaction that changed a blog's state, address or listing.

    The tenant's row is locked and already as it will be; public tables are readable.
    """
    if hook not in _hooks:
        _hooks.append(hook)


def run_tenant_changed_hooks(tenant: Tenant) -> None:
    """Run all hooks in the order they came; an exception undoes the whole change."""
    for hook in _hooks:
        hook(tenant)


_renamed: list[TenantChangedHook] = []


def on_tenant_renamed(hook: TenantChangedHook) -> None:
    """Call `hook(tenant)` when an admin gave a blog another name, as `on_tenant_changed` does."""
    if hook not in _renamed:
        _renamed.append(hook)


def run_tenant_renamed_hooks(tenant: Tenant) -> None:
    """Let the rooms that keep the name themselves follow it."""
    for hook in _renamed:
        hook(tenant)
