"""Alice's blog, open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tenants.db.scope import tenant_transaction

if TYPE_CHECKING:
    from accounts.models import User
    from tenants.models import Tenant
    from tests.conftest import MakeBlog


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    """Alice's blog."""
    return make_blog("alice", owner=alice)


@pytest.fixture
def inside(tenant: Tenant) -> Iterator[Tenant]:
    """Alice's blog, for the whole test in its transaction."""
    with tenant_transaction(tenant):
        yield tenant
