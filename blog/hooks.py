"""What this room does when something happens in a room below."""

from __future__ import annotations

from blog import due
from blog.welcome import welcome
from tenants.provisioning.hooks import on_new_blog


def register() -> None:
    """Give every new blog its first content, and the worker every blog's outbox."""
    on_new_blog(welcome)
    due.register()
