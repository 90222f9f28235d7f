"""Every endpoint of the studio with every role: a table read from the URLconf and the rights."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from accounts.models import User
from blog.media.models import Picture
from blog.models import Author, Category, Page, Post
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.roles import RIGHTS, WORDS, May, Role
from tests.conftest import BlogClient, Join, MakeBlog
from tests.isolation.examples import BLOG, KEY, Endpoint, endpoints
from tests.support.facts import record

pytestmark = pytest.mark.django_db

METHODS = ["get", "post"]
# What a right opens only for one's own posts, and post 1 is somebody else's.
OWN_POSTS_ONLY = {"post_edit", "post_preview", "post_publish", "post_unpublish", "post_trash"} | {
    "post_restore", "picture_trash", "picture_restore", "picture_retry", "post_words",
    "picture_replace", "picture_replace_undo",
    "revisions", "revision_compare", "revision_restore", "post_changes", "changes_drop",
    "post_screens", "preview_links", "preview_link_revoke", "preview_link_restore",
}  # fmt: skip


def studio() -> list[Endpoint]:
    found = endpoints(settings.ROOT_URLCONF, BLOG)
    return [endpoint for endpoint in found if endpoint.name.startswith("studio:")]


def right_of(endpoint: Endpoint) -> May:
    view = resolve(endpoint.path, settings.ROOT_URLCONF).func
    right = getattr(view, "right", None)
    assert isinstance(right, May), f"{endpoint.name} must say its right: studio_view(May.…)"
    return right


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    tenant = make_blog("alice", owner=alice)
    with tenant_transaction(tenant):
        for model in (Post, Page, Category, Author):
            model.objects.all().delete()
        Category.objects.create(id=1, name="One", slug="same")
        Author.objects.create(id=1, name="One", slug="same")
        Post.objects.create(id=1, title="One", slug="same", content="x", created_by_id=alice.id)
        Page.objects.create(id=1, title="One", slug="same", content="x")
        Picture.objects.create(
            key=KEY, name="one", kind="PNG", width=1, height=1, size=1, created_by_id=alice.id
        )
    return tenant


def test_every_endpoint_lets_in_whom_its_right_says(
    tenant: Tenant, bob: User, join: Join, blog_client: BlogClient
) -> None:
    tried = 0
    for role in reversed(Role):
        if role == Role.OWNER:
            continue  # alice; see below
        join(bob, tenant, role)
        for endpoint in studio():
            tried += check(blog_client(tenant, bob), role, endpoint)
    assert tried == 4 * len(studio()) * len(METHODS)
    record("roles", endpoints=len(studio()), tried=tried)


def test_the_owner_is_let_in_everywhere(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    for endpoint in studio():
        check(blog_client(tenant, alice), Role.OWNER, endpoint)


def check(client: Client, role: Role, endpoint: Endpoint) -> int:
    name = endpoint.name.partition(":")[2]
    allowed = right_of(endpoint) in RIGHTS[role]
    for method in METHODS:
        own_only = name in OWN_POSTS_ONLY or (name, method) == ("picture", "post")
        foreign = own_only and May.EDIT_ALL not in RIGHTS[role]
        status = getattr(client, method)(endpoint.path).status_code
        said = f"{role} {method} {endpoint.path} -> {status}"
        if not allowed:
            assert status == 403, said
        elif foreign:
            assert status in {403, 404, 405}, said
        else:
            assert status < 500, said
            assert status != 403, said
    return len(METHODS)


def test_outsiders_find_nothing_and_strangers_are_asked_to_sign_in(
    tenant: Tenant, charlie: User, blog_client: BlogClient
) -> None:
    for endpoint in studio():
        for method in METHODS:
            outsider = getattr(blog_client(tenant, charlie), method)(endpoint.path)
            assert outsider.status_code == 404, endpoint
            stranger = getattr(blog_client(tenant), method)(endpoint.path)
            assert stranger.status_code == 302, endpoint
            assert stranger["Location"].startswith("/login/?next="), endpoint


def test_the_docs_have_the_table_as_it_is() -> None:
    roles = list(reversed(RIGHTS))
    lines = [f"| May | {' | '.join(str(role.label) for role in roles)} |"]
    lines.append("| --- " * (len(roles) + 1) + "|")
    for right in May:
        held = ["yes" if right in RIGHTS[role] else "" for role in roles]
        lines.append(f"| {WORDS[right]} | {' | '.join(held)} |")
    table = "\n".join(lines).replace("  ", " ")
    docs = (Path(__file__).resolve().parents[2] / "docs" / "security.md").read_text()
    assert table in docs, f"docs/security.md should hold:\n\n{table}"
