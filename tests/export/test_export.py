"""The zip with everything: what is in it, what is not, and who gets it."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.export.registry import File
from accounts.export.zipped import zipped
from accounts.models import User
from blog.models import Author, Category, Page, Post, Tag
from inkstead.models import ContactMessage
from journal.models import AuditEntry
from tenants.db.scope import current_tenant_id, tenant_transaction
from tenants.models import Tenant
from tests.conftest import PASSWORD, BlogClient, Join, MakeBlog
from tests.support.admin import SECRET, give_factor

pytestmark = pytest.mark.django_db
EXPORT = "/accounts/export/"
FOLDER = "blogs/alice.inkstead.localhost/"


@pytest.fixture(autouse=True)
def _no_counters(db: None) -> None:
    cache.clear()


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice, "Alice writes")


@pytest.fixture
def sure(platform_client: BlogClient, alice: User, tenant: Tenant) -> Client:
    client = platform_client(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def download(client: Client) -> zipfile.ZipFile:
    response: Any = client.post(EXPORT)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="inkstead-')
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    return archive


def facts_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archive.read("account.json"))
    return found


def test_account_json_has_the_person(sure: Client, alice: User, tenant: Tenant) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    facts = facts_of(download(sure))
    assert facts["form"] == 1
    assert facts["profile"]["email"] == alice.email
    assert facts["emails"] == [{"email": alice.email, "primary": True, "verified": True}]
    (blog,) = facts["blogs"]
    assert (blog["address"], blog["role"], blog["folder"]) == (
        "alice.inkstead.localhost", "owner", FOLDER,
    )  # fmt: skip
    assert facts["sessions"][0]["host"] == "inkstead.localhost"
    assert {"tenant.created", "user.exported"} <= {row["action"] for row in facts["audit"]}
    assert {row["actor_id"] for row in facts["audit"]} == {"you"}


def test_a_post_is_markdown_with_front_matter(sure: Client, tenant: Tenant) -> None:
    with tenant_transaction(tenant):
        Post.objects.all().delete()
        author = Author.objects.create(name="Ida --- #1", slug="ida")
        category = Category.objects.create(name="Kitchen: salt", slug="kitchen")
        post = Post.objects.create(
            title='Say "salt"\\', slug="salt", content="# A\n\n---\n\nsecond", author=author,
            category=category, status="published", published_at=timezone.now(),
        )  # fmt: skip
        post.tags.add(Tag.objects.create(name="winter", slug="winter"))
    archive = download(sure)
    (name,) = [n for n in archive.namelist() if n.startswith(f"{FOLDER}posts/")]
    assert name.endswith("-salt.md")
    _nothing, head, body = archive.read(name).decode().split("---\n", 2)
    facts = {k: json.loads(v) for k, v in (line.split(": ", 1) for line in head.splitlines())}
    assert facts["title"] == 'Say "salt"\\'
    assert (facts["author"], facts["category"], facts["tags"]) == (
        "Ida --- #1", "Kitchen: salt", ["winter"],
    )  # fmt: skip
    assert facts["status"] == "published"
    assert body == "\n# A\n\n---\n\nsecond\n"


def test_pages_settings_and_lists_are_there_and_the_trash_too(sure: Client, tenant: Tenant) -> None:
    with tenant_transaction(tenant):
        Page.objects.create(title="Gone", slug="gone", content="x", trashed_at=timezone.now())
        Post.objects.create(title="Old", slug="old", content="x", trashed_at=timezone.now())
    archive = download(sure)
    names = archive.namelist()
    for name in ("settings.json", "categories.json", "authors.json"):
        assert json.loads(archive.read(FOLDER + name))
    old = next(n for n in names if n.endswith("-old.md"))
    gone = next(n for n in names if n.endswith("-gone.md"))
    assert 'status: "trash"' in archive.read(old).decode()
    assert 'status: "trash"' in archive.read(gone).decode()


def test_no_secret_is_in_it(sure: Client, alice: User) -> None:
    give_factor(alice)
    archive = download(sure)
    everything = b"".join(map(archive.read, archive.namelist())).decode()
    alice.refresh_from_db()
    key = str(sure.cookies["inkstead-test"].value)
    for secret in (SECRET, key, alice.password, "argon2"):
        assert secret not in everything
    assert facts_of(archive)["second_factors"][0]["type"] == "totp"


def test_nothing_of_blogs_one_does_not_own(
    sure: Client, make_blog: MakeBlog, alice: User, bob: User, join: Join
) -> None:
    other = make_blog("bob", bob, "canary-of-bob")
    join(alice, other, "admin")
    archive = download(sure)
    assert all("bob.inkstead" not in name for name in archive.namelist())
    (blog,) = [b for b in facts_of(archive)["blogs"] if b["role"] == "admin"]
    assert blog["folder"] is None


def test_messages_under_an_email_that_is_not_confirmed_are_somebody_elses(
    sure: Client, alice: User
) -> None:
    ContactMessage.objects.create(name="A", email=alice.email, text="canary")
    EmailAddress.objects.create(user=alice, email="victim@post.example")
    ContactMessage.objects.create(name="V", email="victim@post.example", text="canary")
    assert facts_of(download(sure))["messages_to_the_platform"] == []
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    (row,) = facts_of(download(sure))["messages_to_the_platform"]
    assert row["name"] == "A"


def test_a_blog_in_the_trash_comes_along(sure: Client, tenant: Tenant, alice: User) -> None:
    from tenants.actions.trash_tenant import trash_tenant

    trash_tenant(tenant, by=alice, reason="enough")
    assert any(name.startswith(FOLDER) for name in download(sure).namelist())


def test_round_trips_grow_by_the_turn_and_no_transaction_waits_for_the_download(
    sure: Client, tenant: Tenant, django_assert_max_num_queries: Any
) -> None:
    with tenant_transaction(tenant):
        for number in range(45):
            Post.objects.create(title=f"P{number}", slug=f"p-{number}", content="x")
    response: Any = sure.post(EXPORT)
    with django_assert_max_num_queries(60):
        pieces = 0
        for _piece in response.streaming_content:
            assert current_tenant_id() is None
            pieces += 1
    assert pieces > 45


def test_get_says_what_it_is_and_writes_nothing(sure: Client) -> None:
    page = sure.get(EXPORT).content.decode()
    assert "posts and pages as Markdown" in page
    assert not AuditEntry.objects.filter(action="user.exported").exists()
    assert sure.put(EXPORT).status_code == 405


def test_the_password_is_asked_for_first(platform_client: BlogClient, alice: User) -> None:
    response = platform_client(alice).post(EXPORT)
    assert response["Location"].startswith("/accounts/reauthenticate/?next=")


def test_it_is_limited(sure: Client) -> None:
    statuses = []
    for _ in range(7):
        response: Any = sure.post(EXPORT)
        statuses.append(response.status_code)
    assert statuses == [200] * 6 + [429]


def test_large_files_are_sent_in_pieces() -> None:
    def pieces() -> Any:
        for _ in range(64):
            yield bytes(range(256)) * 4096

    sizes = [len(piece) for piece in zipped([File("media/big.bin", pieces())])]
    assert max(sizes) < 8 * 1024 * 1024
    whole = b"".join(zipped([File("media/big.bin", pieces())]))
    assert len(zipfile.ZipFile(io.BytesIO(whole)).read("media/big.bin")) == 64 * 1024 * 1024
