"""Alice's browser on both hosts, signed in on the platform alone."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tenants.models import Tenant
from tests.conftest import BlogClient, MakeBlog


@pytest.fixture
def no_counters(db: None) -> None:
    """Nobody was counted before."""
    cache.clear()


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    """Her blog."""
    return make_blog("alice", alice)


@pytest.fixture
def platform(platform_client: BlogClient, alice: User) -> Client:
    """The platform's host in the browser where Alice is signed in."""
    return platform_client(alice)


@pytest.fixture
def blog(blog_client: BlogClient, tenant: Tenant) -> Client:
    """Her blog's host in the same browser: not signed in yet."""
    return blog_client(tenant)
