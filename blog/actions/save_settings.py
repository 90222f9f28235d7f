"""Change what the blog is called and how it speaks."""

from __future__ import annotations

from django.db import transaction
from psycopg import sql

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed, listings_changed, shares_changed
from blog.actions.trail import recorded
from blog.models import Blog
from kit.text import clean_line
from tenants.db.scope import owe_public, require_tenant_id

SAVED = ("name", "description", "language", "time_zone", "takes_messages")


@transaction.atomic
def save_settings(
    blog: Blog,
    *,
    by: User,
    name: str,
    description: str,
    language: str,
    time_zone: str,
    takes_messages: bool | None = None,
) -> Blog:
    """Save the blog's settings; the platform's copy of the name follows in the same commit."""
    blog.name, blog.description = clean_line(name), clean_line(description)
    spoke = blog.language
    blog.language, blog.time_zone = language, time_zone
    if takes_messages is not None:
        blog.takes_messages = takes_messages
    blog.save(update_fields=[*SAVED, "updated_at"])
    _owe_name(blog.name)
    recorded("settings.saved", by=by, row=blog, name=blog.name)
    blog_changed()
    if language != spoke:
        all_words_changed()
    listings_changed()
    shares_changed()
    return blog


def _owe_name(name: str) -> None:
    owe_public(
        "tenant name",
        sql.SQL("UPDATE tenants_tenant SET name = {} WHERE id = {}").format(
            sql.Literal(name), sql.Literal(require_tenant_id())
        ),
    )
