"""An archive that holds more than a plan allows: admins are told, others are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.change import Refused
from tenants.actions.change_plan import change_plan
from tenants.actions.clone_tenant import clone_tenant
from tenants.actions.restore_as import restore_as
from tenants.actions.restore_over import restore_over
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.plans.models import Plan
from tests.archive.blogs import archive_of
from tests.archive.conftest import stores  # noqa: F401  # a fixture
from tests.plans.conftest import put_on
from tests.support.writing import published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(tenant: Tenant, alice: User, tmp_path: Path) -> Path:
    """Of a blog with two published posts."""
    with tenant_transaction(tenant):
        published(alice, "One")
        published(alice, "Two")
    return archive_of(tenant, tmp_path)[0]


def test_an_owner_is_refused_with_the_numbers(tenant: Tenant, alice: User, archive: Path) -> None:
    small = Plan.objects.create(name="Small", posts=1)
    before = Tenant.objects.count()
    with pytest.raises(Refused, match="Published posts: 2 of 1"):
        restore_as("alice-two", by=alice, reason="x", archive_path=archive, plan=small)
    assert Tenant.objects.count() == before
    tenant = change_plan(tenant, by=None, reason="x", plan=small)
    schema = tenant.schema_name
    with pytest.raises(Refused, match="2 of 1"):
        restore_over(tenant, by=alice, reason="x", archive_path=archive)
    tenant.refresh_from_db()
    assert tenant.schema_name == schema


def test_an_admin_may_and_the_audit_has_the_numbers(
    tenant: Tenant, user_factory: object, alice: User, archive: Path
) -> None:
    put_on(tenant, posts=1)
    ada = User.objects.create_user("ada@post.example", is_staff=True)
    told: list[str] = []
    restore_over(
        Tenant.objects.get(pk=tenant.pk),
        by=ada,
        reason="x",
        archive_path=archive,
        inside=told.extend,
    )
    entry = AuditEntry.objects.get(action="tenant.put_back")
    assert told == entry.details["beyond_plan"] == ["Published posts: 2 of 1"]


def test_a_copy_has_the_same_plan_and_all_of_the_blog(
    tenant: Tenant, alice: User, archive: Path
) -> None:
    tenant = put_on(tenant, posts=1)
    copy = clone_tenant(tenant, by=None, reason="x", address="alice-two")
    assert copy.plan == tenant.plan
    with tenant_transaction(copy):
        from blog.models import Post

        assert Post.objects.going_out().count() == 2


def test_the_shell_says_so(
    tenant: Tenant, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_on(tenant, posts=1)
    call_command("blog", "restore", str(archive), "--over", "alice", "--reason", "x")
    assert "More than its plan allows: Published posts: 2 of 1." in capsys.readouterr().out


def test_what_fits_is_not_spoken_of(tenant: Tenant, alice: User, archive: Path) -> None:
    made = restore_as("alice-two", by=None, reason="x", archive_path=archive)
    assert made.beyond == []
    entry = AuditEntry.objects.get(action="tenant.read_in")
    assert "beyond_plan" not in entry.details
