"""save_look and restore_look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from blog.actions.save_look import restore_look, save_look
from blog.models import Blog
from journal.models import AuditEntry
from tenants.db.scope import tenant_transaction
from tenants.models import ContentVersion, Tenant

if TYPE_CHECKING:
    from accounts.models import User

PLAIN = {"theme": "folio", "accent": "", "scheme": ""}
DARK = {"theme": "signal", "accent": "#0b57d0", "scheme": "dark"}


def version(tenant: Tenant) -> int:
    found = ContentVersion.objects.filter(tenant_id=tenant.pk).first()
    return found.version if found else 0


def test_the_look_is_kept_with_the_one_before(tenant: Tenant, alice: User) -> None:
    before = version(tenant)
    with tenant_transaction(tenant):
        assert save_look(Blog.objects.current(), by=alice, **DARK)
    with tenant_transaction(tenant):
        blog = Blog.objects.current()
    assert (blog.kept_look, blog.former_look) == (DARK, PLAIN)
    assert version(tenant) == before + 1, "kept pages are of the old look"
    entry = AuditEntry.objects.get(action="look.saved")
    assert entry.actor_id == alice.id


def test_what_is_the_same_changes_nothing(tenant: Tenant, alice: User) -> None:
    before = version(tenant)
    with tenant_transaction(tenant):
        assert not save_look(Blog.objects.current(), by=alice, **PLAIN)
    assert version(tenant) == before
    assert not AuditEntry.objects.filter(action="look.saved").exists()


def test_one_can_go_back_and_forth(tenant: Tenant, alice: User) -> None:
    with tenant_transaction(tenant):
        blog = Blog.objects.current()
        assert not restore_look(blog, by=alice), "there was none before"
        save_look(blog, by=alice, **DARK)
        assert restore_look(blog, by=alice)
        assert blog.kept_look == PLAIN
        assert restore_look(blog, by=alice)
        assert Blog.objects.current().kept_look == DARK


@pytest.mark.parametrize("fields", [{"accent": "red"}, {"accent": "#FFFFFF"}, {"scheme": "dim"}])
def test_the_database_keeps_no_other_colour_or_scheme(
    tenant: Tenant, fields: dict[str, str]
) -> None:
    with (
        tenant_transaction(tenant),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        Blog.objects.update(**fields)
