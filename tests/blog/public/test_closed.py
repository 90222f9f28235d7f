"""A suspended blog: its look, a sentence, and nothing of what it says."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.models import User
from blog.models import Blog
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.support.writing import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    tenant = make_blog("alice", owner=alice, name="Marginalia")
    with tenant_transaction(tenant):
        Blog.objects.update(theme="fern", scheme="dark", description="Canary words")
        published(alice, "Canary post")
    return tenant


@pytest.mark.parametrize("path", ["/", "/blog/canary-post/", "/studio/", "/nothing/"])
def test_it_keeps_its_look_and_shows_nothing_else(
    tenant: Tenant, alice: User, blog_client: BlogClient, path: str
) -> None:
    suspend_tenant(tenant, by=alice, reason="To see")
    answer = blog_client(tenant).get(path)
    assert answer.status_code == 403
    assert 'data-theme="fern" data-scheme="dark"' in answer.text
    assert "blog/faces/fern.css" in answer.text
    assert "This blog is closed for now." in answer.text
    assert not any(
        word in answer.text for word in ("Canary", "Marginalia", 'href="/blog/', "feed.xml")
    )


def test_it_is_plain_where_its_tables_cannot_be_read(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    suspend_tenant(tenant, by=alice, reason="To see")
    with tenant_transaction(tenant), connection.cursor() as cursor:
        cursor.execute("DELETE FROM blog_blog")
    answer = blog_client(tenant).get("/")
    assert answer.status_code == 403
    assert "data-theme" not in answer.text
    assert "This blog is closed for now." in answer.text


def test_a_deleted_one_wears_nothing_of_its_own(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    trash_tenant(tenant, by=alice, reason="To see")
    answer = blog_client(tenant).get("/")
    assert answer.status_code == 410
    assert "data-theme" not in answer.text
