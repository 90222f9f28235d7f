"""Change how the blog looks, and go back to how it looked."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed, shares_changed
from blog.actions.trail import recorded
from blog.models import Blog, KeptLook

LOOK = ("theme", "accent", "scheme")


def save_look(blog: Blog, *, by: User, theme: str, accent: str, scheme: str) -> bool:
    """Save the look and keep the one before; whether anything changed.

    `accent` is `#rrggbb` or "" for the theme's own, `scheme` is `light`, `dark` or "".
    """
    return _wear(blog, {"theme": theme, "accent": accent, "scheme": scheme}, by=by)


def restore_look(blog: Blog, *, by: User) -> bool:
    """Put on the look before this one, which is kept in turn; False when there is none."""
    return blog.former_look is not None and _wear(blog, blog.former_look, by=by)


@transaction.atomic
def _wear(blog: Blog, look: KeptLook, *, by: User) -> bool:
    before = blog.kept_look
    if look == before:
        return False
    blog.theme, blog.accent, blog.scheme = look["theme"], look["accent"], look["scheme"]
    blog.former_look = before
    blog.save(update_fields=[*LOOK, "former_look", "updated_at"])
    recorded("look.saved", by=by, row=blog, **look)
    blog_changed()
    if look["theme"] != before["theme"]:
        shares_changed()
    return True
