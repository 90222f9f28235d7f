"""The blog's name and how it speaks."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from blog.actions.save_settings import save_settings
from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.models import ContentVersion, Tenant

SETTINGS: dict[str, Any] = {
    "description": "On  books.",
    "language": "ar",
    "time_zone": "Africa/Cairo",
}


def test_it_keeps_what_was_typed(inside: Tenant, alice: User) -> None:
    save_settings(Blog.objects.current(), by=alice, name=" Marginalia ", **SETTINGS)
    blog = Blog.objects.current()
    assert (blog.name, blog.description) == ("Marginalia", "On books.")
    assert (blog.language, blog.time_zone, blog.direction) == ("ar", "Africa/Cairo", "rtl")


def test_the_platforms_copy_of_the_name_follows(tenant: Tenant, alice: User) -> None:
    before = ContentVersion.objects.get(tenant=tenant).version
    name = "O'Brien's 100% \\ %s notes"
    with tenant_transaction(tenant):
        save_settings(Blog.objects.current(), by=alice, name=name, **SETTINGS)
    tenant.refresh_from_db()
    assert tenant.name == name
    assert ContentVersion.objects.get(tenant=tenant).version == before + 1


def test_whether_readers_can_write_stays_unless_it_is_said(inside: Tenant, alice: User) -> None:
    blog = Blog.objects.current()
    assert blog.takes_messages
    save_settings(blog, by=alice, name="A", takes_messages=False, **SETTINGS)
    save_settings(Blog.objects.current(), by=alice, name="B", **SETTINGS)
    assert not Blog.objects.current().takes_messages
