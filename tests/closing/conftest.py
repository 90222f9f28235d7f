"""Alice and what she may close."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tenants.models import Tenant
from tests.conftest import PASSWORD, BlogClient, MakeBlog


@pytest.fixture(autouse=True)
def _no_counters(db: None) -> None:
    cache.clear()


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    """Alice's blog."""
    return make_blog("alice", alice, "Alice writes")


@pytest.fixture
def sure(platform_client: BlogClient, alice: User) -> Client:
    """Alice, who has just given her password once more."""
    client = platform_client(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client
