"""Alice's blog as readers meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from tenants.models import Tenant
    from tests.conftest import BlogClient, MakeBlog


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    """Alice's blog."""
    return make_blog("alice", owner=alice, name="Marginalia")


@pytest.fixture
def reader(blog_client: BlogClient, tenant: Tenant) -> Client:
    """Somebody signed out, on Alice's blog."""
    return blog_client(tenant)
