"""Tasks that work on one blog: they name it, or they do not run."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Any, Concatenate
from uuid import UUID

from celery import Task, shared_task

from tenants.db.scope import tenant_transaction
from tenants.models import State, Tenant

FIRST = "tenant_id"


class TaskRefused(RuntimeError):
    """A task named no tenant, an unknown one, or one that is not ready."""


def tenant_task[**P](body: Callable[Concatenate[str, P], None]) -> Task[..., None]:
    """Make `body(tenant_id, ...)` a Celery task that runs inside that tenant's transaction.

    `tenant_id` is the UUID as text and has no default: raises TypeError here when it is not the
    first parameter. The task raises TypeError without it, and TaskRefused for a tenant that is
    not there or not ready. It never runs on the public schema.
    """
    _check_first_parameter(body)

    @wraps(body)
    def enter(tenant_id: str, /, *args: P.args, **kwargs: P.kwargs) -> None:
        with tenant_transaction(_ready_tenant(tenant_id)):
            body(tenant_id, *args, **kwargs)

    task: Task[..., None] = shared_task(enter)
    return task


def _check_first_parameter(body: Callable[..., Any]) -> None:
    first = next(iter(signature(body).parameters.values()), None)
    if first is None or first.name != FIRST or first.default is not Parameter.empty:
        raise TypeError(f"{body.__qualname__}: the first parameter is `{FIRST}: str`, no default.")


def _ready_tenant(tenant_id: str) -> Tenant:
    try:
        tenant = Tenant.objects.filter(pk=UUID(tenant_id)).first()
    except (AttributeError, TypeError, ValueError) as error:
        raise TaskRefused(f"{tenant_id!r} is no tenant's id.") from error
    if tenant is None or tenant.state != State.READY:
        raise TaskRefused(f"Tenant {tenant_id} is not there or not ready.")
    return tenant
