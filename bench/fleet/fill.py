"""As many blogs as are asked for, in a folder that stays: what is there is not made again.

Each is a blog as people have one: an owner, an address, a role, first content, a few posts. All of
it is one transaction, so a run that is killed leaves whole blogs, and the next one goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection
from django.utils import timezone

from accounts.models import User
from bench import content
from bench.stage import HOST
from journal.models import PlatformWork
from kit.progress import Progress
from tenants.actions.create_tenant import create_tenant
from tenants.models import Domain, State, Tenant
from tenants.provisioning.hooks import on_new_blog
from tenants.provisioning.provision import provision

LABEL = "fleet-"
POSTS = 5
AT_ONCE = 4


class TooMany(RuntimeError):
    """The folder holds more blogs than the figure is to be of."""


def fill(count: int) -> None:
    """Make the blogs that lack to `count`; raises TooMany when there are more."""
    there = ready_numbers()
    if len(there) > count:
        raise TooMany(f"This folder holds {len(there):,} blogs, more than {count:,}.")
    on_new_blog(_publish)
    missing = [number for number in range(1, count + 1) if number not in there]
    each(_make, missing, what="Blogs")
    PlatformWork.objects.filter(kind="provision").delete()  # done above; not the worker's to repeat


def ready_numbers() -> set[int]:
    """The numbers of the blogs that are whole."""
    ready = Domain.objects.filter(domain__startswith=LABEL, tenant__state=State.READY)
    hosts = ready.values_list("domain", flat=True)
    return {int(host.partition(".")[0].removeprefix(LABEL)) for host in hosts}


def fleet_tenants(count: int | None = None) -> list[Tenant]:
    """The fleet's blogs, or `count` of them spread evenly over all."""
    found = list(Tenant.objects.filter(domains__domain__startswith=LABEL).order_by("pk"))
    return found if count is None else found[:: max(1, len(found) // count)][:count]


def host_of(number: int) -> str:
    """Where blog `number` is read."""
    return f"{LABEL}{number}.{HOST}"


def each[T](act: Callable[[T], object], items: Iterable[T], *, what: str) -> None:
    """Do `act` for all, several at once, with a line of progress on standard error."""
    todo = list(items)
    if not todo:
        return
    progress = Progress(sys.stderr, what, len(todo))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _done in pool.map(partial(_closing, act), todo):
            progress.step()
    progress.close()


def _closing[T](act: Callable[[T], object], item: T) -> None:
    try:
        act(item)
    finally:
        connection.close()


def _make(number: int) -> None:
    label = f"{LABEL}{number}"
    begun = Tenant.objects.filter(domains__domain=host_of(number)).first()
    if begun is None:
        owner, _made = User.objects.get_or_create(email=f"{label}@bench.example")
        begun = create_tenant(by=owner, name=label.title(), address=label)
    if provision(begun.id) != State.READY:
        raise RuntimeError(f"{label} is not ready.")


def _publish(tenant: Tenant, owner: User) -> None:
    """A hook of new blogs: posts for those of the fleet, in the very transaction."""
    if owner.email.startswith(LABEL):
        content.write_posts(range(1, POSTS + 1), timezone.now())
