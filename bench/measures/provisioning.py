"""How long it takes to make one blog: schema, role, tables and first content."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from accounts.models import User
from bench.figures import Figure
from bench.stage import Stage
from tenants.actions.create_tenant import create_tenant
from tenants.models import State
from tenants.provisioning.provision import provision

BLOGS = 20


def provisioning(stage: Stage) -> Iterator[Figure]:
    """One after the other; the first pays for what is made once per process and is left out."""
    owner = User.objects.create_user("provisioning@bench.example")
    times = [_make(owner, number) for number in range(BLOGS + 1)][1:]
    yield Figure(name="provision one blog, p50", value=median(times), unit="s", n=BLOGS)


def _make(owner: User, number: int) -> float:
    tenant = create_tenant(by=owner, name=f"Blog {number}", address=f"provisioned-{number}")
    start = time.perf_counter()
    if provision(tenant.id) != State.READY:
        raise RuntimeError("Somebody else makes this blog.")
    return time.perf_counter() - start
