"""The owner takes a blog along, deletes it, has it back; nobody else does."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.http import FileResponse
from django.test import Client

from accounts.models import User
from journal.work import run_platform_work
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.models import Backup
from tenants.archive.reader import Archive
from tenants.models import State, Tenant
from tests.conftest import PASSWORD, BlogClient, Join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(platform_client: BlogClient, alice: User) -> Client:
    """Alice's browser, soon after she gave her password."""
    client = platform_client(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_take_it_along(ferry: Tenant, owner: Client, tmp_path: Path) -> None:
    page = f"/blogs/{ferry.pk}/archive/"
    assert "Make the file" in owner.get(page).content.decode()
    assert owner.post(page)["Location"] == page
    waiting = owner.get(page).content.decode()
    assert ' data-watching="2"' in waiting
    assert "is being made" in waiting
    while run_platform_work():
        pass
    done = owner.get(page).content.decode()
    assert "watching" not in done
    backup = Backup.objects.get()
    answer = owner.get(f"{page}{backup.pk}/")
    assert isinstance(answer, FileResponse)
    assert "ferry-" in answer["Content-Disposition"]
    file = tmp_path / "taken.zip"
    file.write_bytes(b"".join(answer.streaming_content))
    answer.close()
    with Archive.open(file) as archive:
        assert archive.verify().blog_name == "Night Ferry"
    assert io.BytesIO(file.read_bytes()).read(2) == b"PK"


def test_delete_by_typing_the_name_and_bring_it_back(
    ferry: Tenant, owner: Client, blog_client: BlogClient
) -> None:
    page = f"/blogs/{ferry.pk}/delete/"
    assert "30 days" in owner.get(page).content.decode()
    for typed in ("", "Day Ferry"):
        answer = owner.post(page, {"name": typed})
        assert answer.status_code == 422
        assert 'href="#id_name"' in answer.content.decode()
    assert owner.post(page, {"name": "night ferry "})["Location"] == "/blogs/"
    ferry.refresh_from_db()
    assert ferry.state == State.DELETED
    assert blog_client(ferry).get("/").status_code == 410
    listed = owner.get("/blogs/").content.decode()
    assert "Bring it back" in listed
    assert owner.post(f"/blogs/{ferry.pk}/undelete/").status_code == 302
    ferry.refresh_from_db()
    assert ferry.state == State.READY
    assert blog_client(ferry).get("/").status_code == 200


def test_what_an_admin_deleted_its_owner_does_not_bring_back(
    ferry: Tenant, owner: Client, alice: User, bob: User
) -> None:
    trash_tenant(ferry, by=alice, reason="mine")
    restore_tenant(ferry, by=alice, reason="back")
    trash_tenant(ferry, by=bob, reason="Sells copied shoes")
    listed = owner.get("/blogs/").content.decode()
    assert "Deleted by the people who run this place" in listed
    assert "Bring it back" not in listed
    answer = owner.post(f"/blogs/{ferry.pk}/undelete/", follow=True)
    assert "deleted this blog; write to them" in answer.content.decode()
    ferry.refresh_from_db()
    assert ferry.state == State.DELETED


@pytest.mark.parametrize("page", ["archive", "delete", "undelete"])
def test_nobody_but_the_owner(
    page: str, ferry: Tenant, bob: User, charlie: User, join: Join, platform_client: BlogClient
) -> None:
    join(bob, ferry, "admin")
    path = f"/blogs/{ferry.pk}/{page}/"
    answer = platform_client().post(path)
    assert answer["Location"].startswith("/accounts/login/?next=")
    for user in (bob, charlie):
        client = platform_client(user)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        assert client.post(path, {"name": "Night Ferry"}).status_code == 404
    ferry.refresh_from_db()
    assert ferry.state == State.READY


@pytest.mark.parametrize("page", ["archive", "delete"])
def test_only_soon_after_the_password(
    page: str, ferry: Tenant, alice: User, platform_client: BlogClient
) -> None:
    answer = platform_client(alice).get(f"/blogs/{ferry.pk}/{page}/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_a_file_of_another_kind_or_blog_is_not_theirs(ferry: Tenant, owner: Client) -> None:
    from tenants.actions.back_up import back_up
    from tenants.archive.models import Kind

    nightly = back_up(ferry, kind=Kind.NIGHTLY)
    assert owner.get(f"/blogs/{ferry.pk}/archive/{nightly.pk}/").status_code == 404
