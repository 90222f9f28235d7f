"""Back over the blog, back from the dead, as a new one: equal in every table, or not at all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.models import Author, OutboxEntry, Post, PreviewLink
from journal.models import AuditEntry, DueTenant
from journal.work import run_platform_work
from tenants.actions.change import Refused
from tenants.actions.clone_tenant import clone_tenant
from tenants.actions.purge_tenant import purge_tenant
from tenants.actions.remove_member import LEFT, remove_member
from tenants.actions.restore_as import restore_as
from tenants.actions.restore_over import restore_over
from tenants.actions.take_back import take_back
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.models import KeptSchema
from tenants.archive.retention import clear_replaced
from tenants.db.scope import tenant_transaction
from tenants.due.run import run_due
from tenants.models import ContentVersion, Membership, State, Tenant, TenantStats
from tests.archive.blogs import archive_of, catalog, fill, in_database, put_media, sums
from tests.conftest import BlogClient, Join, MakeBlog

pytestmark = pytest.mark.django_db(transaction=True)
WHY: Any = {"by": None, "reason": "because"}


def pages(client: Client) -> list[bytes]:
    paths = ["/", "/blog/", "/blog/post-1/", "/about/", "/feed/"]
    return [client.get(path).content for path in paths]


def test_backup_purge_restore_and_nothing_differs(
    ferry: Tenant, tmp_path: Path, blog_client: BlogClient
) -> None:
    put_media(ferry)
    before = (sums(ferry), catalog(ferry.schema_name), pages(blog_client(ferry)))
    path, _manifest = archive_of(ferry, tmp_path)
    trash_tenant(ferry, **WHY)
    assert purge_tenant(ferry, **WHY).holds
    assert blog_client(ferry).get("/").status_code == 404
    assert not storages["default"].exists(f"{ferry.pk}/2026/boat.png")

    restore_over(ferry, **WHY, archive_path=path)
    ferry.refresh_from_db()
    assert ferry.state == State.READY
    assert (sums(ferry), catalog(ferry.schema_name), pages(blog_client(ferry))) == before
    with storages["default"].open(f"{ferry.pk}/2026/boat.png") as file:
        assert file.read() == b"\x89PNG boat"
    assert Membership.objects.get(tenant=ferry).user.email == "alice@post.example"


def test_over_the_blog_and_back_again(ferry: Tenant, alice: User, tmp_path: Path) -> None:
    path, _manifest = archive_of(ferry, tmp_path)
    then, old = sums(ferry), ferry.schema_name
    fill(ferry, alice, posts=2)
    later = sums(ferry)
    version = ContentVersion.objects.get(pk=ferry.pk).version

    restore_over(ferry, **WHY, archive_path=path)
    ferry.refresh_from_db()
    assert ferry.schema_name != old
    assert sums(ferry) == then
    assert ContentVersion.objects.get(pk=ferry.pk).version > version
    assert DueTenant.objects.filter(pk=ferry.pk).exists()

    for wanted in (later, then, later):
        take_back(ferry, **WHY)
        ferry.refresh_from_db()
        assert sums(ferry) == wanted
    fill(ferry, alice, posts=1)  # and it can be written to


def test_links_of_who_left_meanwhile_stay_closed_when_it_is_taken_back(
    ferry: Tenant, alice: User, bob: User, charlie: User, join: Join, tmp_path: Path
) -> None:
    for mate in (bob, charlie):
        join(mate, ferry, "author")
    ends_at = timezone.now() + timedelta(days=7)
    with tenant_transaction(ferry):
        post = Post.objects.latest("pk")
        for number, maker in enumerate((alice, bob, charlie)):
            token = bytes([number]) * 32
            PreviewLink.objects.create(
                post=post, token_hash=token, made_by_id=maker.pk, ends_at=ends_at
            )
    path, _manifest = archive_of(ferry, tmp_path)
    restore_over(ferry, **WHY, archive_path=path)
    remove_member(ferry.pk, user_id=bob.pk, by=alice)
    run_platform_work(kinds=[LEFT])
    take_back(ferry, **WHY)
    ferry.refresh_from_db()
    with tenant_transaction(ferry):
        still_open = set(PreviewLink.objects.all().open().values_list("made_by_id", flat=True))
    assert still_open == {alice.pk, charlie.pk}
    assert AuditEntry.objects.filter(action="preview_link.revoked").count() == 1


def test_due_work_is_made_anew(ferry: Tenant, tmp_path: Path) -> None:
    path, _manifest = archive_of(ferry, tmp_path)
    TenantStats.objects.filter(pk=ferry.pk).update(posts=77)
    restore_over(ferry, **WHY, archive_path=path)
    ferry.refresh_from_db()
    run_due()
    assert TenantStats.objects.get(pk=ferry.pk).posts == 3
    with tenant_transaction(ferry):
        to_come = Post.objects.get(title="To come").published_at
        assert OutboxEntry.objects.waiting().get().due_at == to_come


def test_who_has_not_heard_of_it_cannot_write_into_what_was_replaced(
    ferry: Tenant, alice: User, tmp_path: Path
) -> None:
    path, _manifest = archive_of(ferry, tmp_path)
    restore_over(ferry, **WHY, archive_path=path)
    with pytest.raises(Exception, match="permission denied"):
        fill(ferry, alice)  # still names the schema of before


def test_what_was_replaced_goes_after_some_days(ferry: Tenant, tmp_path: Path) -> None:
    path, _manifest = archive_of(ferry, tmp_path)
    old = ferry.schema_name
    restore_over(ferry, **WHY, archive_path=path)
    assert clear_replaced() == 0
    KeptSchema.objects.update(gone_after="2020-01-01T00:00Z")
    assert clear_replaced() == 1
    assert old not in in_database()
    with pytest.raises(Refused, match="Nothing was replaced"):
        take_back(ferry, **WHY)


def test_as_a_new_blog(
    ferry: Tenant, alice: User, bob: User, tmp_path: Path, join: Join, blog_client: BlogClient
) -> None:
    join(bob, ferry, "editor")
    put_media(ferry)
    path, _manifest = archive_of(ferry, tmp_path)
    before = sums(ferry)
    made = restore_as("ferry-two", **WHY, archive_path=path)
    assert made.left_out == []
    assert made.tenant.pk != ferry.pk
    assert sums(made.tenant) == before == sums(ferry)
    assert catalog(made.tenant.schema_name) == catalog(ferry.schema_name)
    team = Membership.objects.filter(tenant=made.tenant).order_by("pk")
    assert [(one.user, one.role) for one in team] == [(alice, "owner"), (bob, "editor")]
    assert b"Post 1" in blog_client(made.tenant).get("/blog/post-1/").content
    assert storages["default"].exists(f"{made.tenant.pk}/2026/boat.png")
    fill(made.tenant, alice, posts=1)  # ids go on where they were
    entry = AuditEntry.objects.get(action="tenant.read_in")
    assert (entry.tenant_id, entry.details["reason"]) == (made.tenant.pk, "because")


def test_a_copy_leaves_the_team_behind(ferry: Tenant, alice: User, bob: User, join: Join) -> None:
    join(bob, ferry, "editor")
    copy = clone_tenant(ferry, **WHY, address="ferry-two", name="Day Ferry")
    assert [one.user for one in Membership.objects.filter(tenant=copy)] == [alice]
    there, here = sums(copy), sums(ferry)
    assert {name for name in here if here[name] != there[name]} == {"blog_blog"}  # its name


@pytest.mark.parametrize("address", ["ferry", "f", "admin", "ferry.two"])
def test_an_address_that_cannot_be_is_refused_before_anything(
    address: str, ferry: Tenant, tmp_path: Path
) -> None:
    path, _manifest = archive_of(ferry, tmp_path)
    before, tenants = in_database(), Tenant.objects.count()
    with pytest.raises(Refused):
        restore_as(address, **WHY, archive_path=path)
    assert (in_database(), Tenant.objects.count()) == (before, tenants)


def test_an_archive_of_another_blog_never_replaces_one(
    ferry: Tenant, make_blog: MakeBlog, tmp_path: Path
) -> None:
    other = make_blog("other-one")
    path, _manifest = archive_of(ferry, tmp_path)
    with pytest.raises(Refused, match="of another blog"):
        restore_over(other, **WHY, archive_path=path)


def test_without_an_owner_here_nothing_is_made(
    ferry: Tenant, alice: User, bob: User, tmp_path: Path
) -> None:
    path, _manifest = archive_of(ferry, tmp_path)
    User.objects.filter(pk=alice.pk).update(email="other@post.example")
    before = in_database()
    with pytest.raises(Refused, match=r"alice@post\.example"):
        restore_as("ferry-two", **WHY, archive_path=path)
    assert in_database() == before
    made = restore_as("ferry-two", **WHY, archive_path=path, owner=bob).tenant
    assert Membership.objects.get(tenant=made).user == bob
    with tenant_transaction(made):
        assert Post.objects.filter(created_by_id=alice.pk).exists()  # ours: her id is still hers
        assert Author.objects.count() > 0
