"""What else a new blog wants: rooms above register here, since tenants does not know them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from tenants.models import Tenant

type NewBlogHook = Callable[["Tenant", "User"], None]

_hooks: list[NewBlogHook] = []


def on_new_blog(hook: NewBlogHook) -> None:
    """Call `hook(tenant, owner)` inside each new blog's transaction, once its schema stands."""
    if hook not in _hooks:
        _hooks.append(hook)


def run_new_blog_hooks(tenant: Tenant, owner: User) -> None:
    """Run all hooks in the order they came; an exception undoes the whole blog."""
    for hook in _hooks:
        hook(tenant, owner)
