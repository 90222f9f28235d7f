"""A blog, and a decision about it."""

from __future__ import annotations

import pytest

from accounts.models import User
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.models import Tenant
from tenants.watch.decisions import Decision
from tests.conftest import MakeBlog


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice, "Marginalia")


@pytest.fixture
def decision(blog: Tenant) -> Decision:
    suspend_tenant(blog, by=None, reason="Sells shoes.", ground="spam")
    return Decision.objects.get()
