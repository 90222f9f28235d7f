"""The Celery application as `celery -A inkstead` finds it."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import Mock

import pytest
from celery.app.utils import find_app
from django.utils import timezone

from accounts.models import Session, User
from inkstead.celery import app
from journal.models import PlatformWork
from tenants import tasks
from tenants.actions.create_tenant import create_tenant
from tenants.models import State, Tenant, TenantStats
from tests.conftest import MakeBlog, ensure_template


def test_it_is_found_by_the_projects_name() -> None:
    assert find_app("inkstead") is app
    app.loader.import_default_modules()
    assert {"tenants.tasks.tick", "tenants.tasks.sweep"} <= set(app.tasks)


def test_only_json_is_taken() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"


def test_beat_names_tasks_that_exist_and_never_piles_them_up() -> None:
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks
        assert entry["options"]["expires"] <= entry["schedule"]


@pytest.mark.django_db
def test_a_tick_makes_a_blog_and_does_its_work(alice: User) -> None:
    ensure_template()
    tenant = create_tenant(by=alice, name="Night Ferry", address="night-ferry")
    tasks.tick()
    assert Tenant.objects.get(pk=tenant.pk).state == State.READY
    assert TenantStats.objects.get(pk=tenant.pk).drafts == 1
    assert PlatformWork.objects.get(key=f"provision:{tenant.id}").done_at is not None


@pytest.mark.django_db
def test_a_blog_somebody_is_making_is_looked_at_again(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = create_tenant(by=alice, name="Night Ferry", address="night-ferry")
    monkeypatch.setattr("tenants.due.platform.provision", Mock(return_value=State.PROVISIONING))
    tasks.tick()
    work = PlatformWork.objects.get(key=f"provision:{tenant.id}")
    assert work.done_at is None
    assert work.due_at > timezone.now()


@pytest.mark.django_db
def test_the_hinted_task_makes_the_blog_at_once(alice: User) -> None:
    ensure_template()
    tenant = create_tenant(by=alice, name="Night Ferry", address="night-ferry")
    tasks.provision_tenant(str(tenant.id))
    tasks.provision_tenant(str(tenant.id))
    assert Tenant.objects.get(pk=tenant.pk).state == State.READY


@pytest.mark.django_db
def test_the_sweep_takes_unfinished_blogs_and_ended_sessions(
    make_blog: MakeBlog, alice: User
) -> None:
    past = timezone.now() - timedelta(minutes=6)
    ready = make_blog()
    late = create_tenant(by=alice, name="Night Ferry", address="night-ferry")
    Tenant.objects.filter(pk=late.pk).update(state_since=past)
    Session.objects.create(session_key="old", expire_date=past)
    tasks.sweep()
    assert list(Tenant.objects.all()) == [ready]
    assert not Session.objects.exists()
