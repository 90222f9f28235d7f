"""Making plans, changing them, and giving one to a blog."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.change import Refused
from tenants.actions.change_plan import change_plan
from tenants.actions.create_tenant import create_tenant
from tenants.actions.save_plan import save_plan
from tenants.models import Tenant
from tenants.plans.models import Plan

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"by": None, "reason": "because"}


@pytest.fixture(autouse=True)
def no_plans(db: None) -> None:
    """Without the one that the migrations begin with, which a flushed database has lost."""
    Plan.objects.all().delete()


def test_the_first_plan_is_for_new_blogs(alice: User) -> None:
    plan = save_plan(None, **WHY, name="Standard", posts=10)
    assert plan.is_default
    assert create_tenant(by=alice, name="Salt", address="salt-road").plan == plan


def test_another_one_can_be_chosen_and_none_cannot() -> None:
    first = save_plan(None, **WHY, name="Standard")
    second = save_plan(None, **WHY, name="Large", is_default=True)
    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)
    with pytest.raises(Refused, match="choose another one"):
        save_plan(second, **WHY, is_default=False)


def test_a_change_is_in_the_audit_with_before_and_after() -> None:
    plan = save_plan(None, **WHY, name="Standard", posts=10)
    save_plan(plan, **WHY, name="Standard", posts=20)
    entry = AuditEntry.objects.get(action="plan.changed")
    assert entry.details["posts"] == [10, 20]
    assert "name" not in entry.details
    save_plan(plan, **WHY, posts=20)
    assert AuditEntry.objects.filter(action="plan.changed").count() == 1


def test_two_are_not_called_the_same() -> None:
    save_plan(None, **WHY, name="Standard")
    with pytest.raises(Refused, match="called the same"):
        save_plan(None, **WHY, name="Standard")


@pytest.mark.parametrize("limits", [{"posts": -1}, {"people": 0}, {"letters": -5}])
def test_the_database_takes_no_senseless_limit(limits: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(name="Odd", **limits)


def test_a_blog_has_the_plan_it_is_given_and_its_history_says_why(tenant: Tenant) -> None:
    small, large = (Plan.objects.create(name=name) for name in ("Small", "Large"))
    change_plan(tenant, **WHY, plan=small)
    change_plan(tenant, by=None, reason="they asked", plan=large)
    tenant.refresh_from_db()
    assert tenant.plan == large
    entry = AuditEntry.objects.filter(action="tenant.plan_changed").latest("at")
    assert entry.details == {
        "reason": "they asked",
        "plan_before": "Small",
        "plan_now": "Large",
        "via": "shell",
    }
    with pytest.raises(Refused, match="already"):
        change_plan(tenant, **WHY, plan=large)


def test_the_shell_changes_it_and_names_the_plans_there_are(tenant: Tenant) -> None:
    Plan.objects.create(name="Small", posts=3)
    out = io.StringIO()
    call_command("tenants", "plan", "alice", "small", "--reason", "because", stdout=out)
    assert "Small" in out.getvalue()
    with pytest.raises(CommandError, match="There are: Small"):
        call_command("tenants", "plan", "alice", "huge", "--reason", "because")
