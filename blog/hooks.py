"""What this room does when something happens in a room below."""

from __future__ import annotations

from blog import discover, due
from blog.welcome import welcome
from tenants.actions.hooks import on_tenant_changed
from tenants.provisioning.hooks import on_new_blog


def register() -> None:
    """New blogs get their first content, the worker the outboxes, discover its changes."""
    on_new_blog(welcome)
    on_tenant_changed(discover.tenant_changed)
    due.register()
