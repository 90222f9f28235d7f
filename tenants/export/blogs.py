"""A folder for each blog that somebody owns; rooms above fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from accounts.export.registry import File
from accounts.models import User
from tenants.models import Membership, State, Tenant
from tenants.roles import Role

type BlogFiles = Callable[[Tenant], Iterator[File]]

HAS_A_SCHEMA = {State.READY, State.SUSPENDED, State.DELETED}

_exporters: list[BlogFiles] = []


def on_export_blog(exporter: BlogFiles) -> None:
    """Put the files of `exporter(tenant)` into the blog's folder; paths are relative to it.

    It opens the tenant's transaction itself, and closes it before each file it yields: whoever
    downloads may be slow.
    """
    if exporter not in _exporters:
        _exporters.append(exporter)


def folders_of(user: User) -> list[tuple[Tenant, str]]:
    """The blogs that `user` owns and that have something in them, each with its folder's name."""
    owned = Membership.objects.filter(user=user, role=Role.OWNER, tenant__state__in=HAS_A_SCHEMA)
    rows = owned.select_related("tenant").prefetch_related("tenant__domains").order_by("pk")
    return [(row.tenant, f"blogs/{_address(row.tenant)}/") for row in rows]


def files(user: User) -> Iterator[File]:
    """All files of all folders."""
    for tenant, folder in folders_of(user):
        for exporter in _exporters:
            for file in exporter(tenant):
                yield File(folder + file.path, file.pieces)


def _address(tenant: Tenant) -> str:
    """Its host name, which is lower case letters, digits, dots and hyphens, and nobody else's."""
    hosts = sorted(tenant.domains.all(), key=lambda domain: not domain.is_primary)
    return str(hosts[0].domain) if hosts else tenant.id.hex
