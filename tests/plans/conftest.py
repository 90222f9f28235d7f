"""Alice's blog, and plans to put it on."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tenants.actions.change_plan import change_plan
from tenants.models import Tenant
from tenants.plans.models import Plan
from tests.conftest import MakeBlog


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    """Alice's blog; her e-mail is confirmed."""
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    alice.refresh_from_db()
    return make_blog("alice", owner=alice, name="Alice writes")


def put_on(tenant: Tenant, **limits: Any) -> Tenant:
    """The blog, on a plan of its own with these limits."""
    plan = Plan.objects.create(name=f"Plan {Plan.objects.count() + 1}", **limits)
    return change_plan(tenant, by=None, reason="a test", plan=plan)
