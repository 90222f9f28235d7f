from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import User
from tenants.models import Tenant
from tests.conftest import Join, MakeBlog


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    """Alice's blog; her e-mail is confirmed."""
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    alice.refresh_from_db()
    return make_blog("alice", owner=alice, name="Alice writes")


@pytest.fixture
def admin(tenant: Tenant, bob: User, join: Join) -> User:
    """Bob, an admin of Alice's blog."""
    join(bob, tenant, "admin")
    return bob
