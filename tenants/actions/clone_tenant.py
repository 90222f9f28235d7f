"""Copy a blog to another address, while it is being written to."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import User
from tenants.actions.change import checked_reason
from tenants.actions.restore_as import checked_label, require_free, restore_as
from tenants.archive import store
from tenants.archive.backup import write_archive
from tenants.archive.progress import Progress, nobody_looks
from tenants.models import Membership, Tenant
from tenants.roles import Role
from tenants.watch.queue import have_reviewed


def clone_tenant(
    tenant: Tenant,
    *,
    by: User | None,
    reason: str,
    address: str,
    name: str = "",
    owner: User | None = None,
    progress: Progress = nobody_looks,
    inside: Callable[[Tenant], None] = lambda _tenant: None,
) -> Tenant:
    """A ready blog that holds what `tenant` holds now, owned by `owner` or by its owner alone.

    The team stays behind: nobody asked them. So do domains, which are the other blog's. The plan
    is the same. Raises Refused, and then nothing is left.
    """

    def as_the_first(made: Tenant) -> None:
        """What admins think of the one holds for its copy."""
        made.trusted, made.listing_refused = tenant.trusted, tenant.listing_refused
        made.save(update_fields=["trusted", "listing_refused"])
        if not made.trusted:
            have_reviewed(made.pk)
        inside(made)

    checked_reason(reason)
    require_free(checked_label(address))
    owner = owner or Membership.objects.get(tenant=tenant, role=Role.OWNER).user
    with store.workplace() as folder:
        archive = folder / "archive"
        write_archive(tenant, archive, progress=progress)
        return restore_as(
            address,
            by=by,
            reason=reason,
            archive_path=archive,
            name=name,
            owner=owner,
            team=False,
            domains=False,
            plan=tenant.plan,
            progress=progress,
            inside=as_the_first,
        ).tenant
