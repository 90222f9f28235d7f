"""A task names its tenant, or it does not run."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from blog.models import Category
from tenants.db.scope import current_tenant_id, require_tenant_id
from tenants.due.tenant_task import TaskRefused, tenant_task
from tenants.models import State, Tenant
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

seen: list[tuple[uuid.UUID, str]] = []


@tenant_task
def note(tenant_id: str, words: str = "nothing") -> None:
    """For the tests."""
    seen.append((require_tenant_id(), words))
    Category.objects.create(name=words, slug=words)


@pytest.fixture(autouse=True)
def clean() -> None:
    seen.clear()


def test_it_runs_inside_the_tenant_it_names(make_blog: MakeBlog) -> None:
    tenant = make_blog()
    note.apply(args=(str(tenant.id), "hello"), throw=True)
    assert seen == [(tenant.id, "hello")]
    assert current_tenant_id() is None


def test_without_a_tenant_it_cannot_even_be_sent() -> None:
    with pytest.raises(TypeError):
        note.apply_async()
    with pytest.raises(TypeError):
        note.apply(throw=True)
    assert seen == []


@pytest.mark.parametrize(
    "nobody", ["7f1b0c52-6a3e-4f6e-9d58-0c8b6f1f4b11", "public", "", "t_x", None, 7]
)
def test_a_tenant_that_is_not_there_is_refused(nobody: Any) -> None:
    with pytest.raises(TaskRefused):
        note.apply(args=(nobody,), throw=True)
    assert seen == []


@pytest.mark.parametrize("state", [state for state in State if state != State.READY])
def test_a_tenant_that_is_not_ready_is_refused(make_blog: MakeBlog, state: State) -> None:
    tenant = make_blog()
    Tenant.objects.filter(pk=tenant.pk).update(state=state)
    with pytest.raises(TaskRefused):
        note.apply(args=(str(tenant.id),), throw=True)
    assert seen == []


def nameless() -> None: ...
def misnamed(tenant: str) -> None: ...
def with_default(tenant_id: str = "public") -> None: ...


@pytest.mark.parametrize("body", [nameless, misnamed, with_default])
def test_a_body_without_a_required_tenant_id_is_no_task(body: Any) -> None:
    with pytest.raises(TypeError, match="tenant_id"):
        tenant_task(body)
