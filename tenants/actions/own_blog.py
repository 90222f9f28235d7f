"""What only the owner of a blog may ask for: take it along, delete it, have it back."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.ask_for import ask_for_backup
from tenants.actions.change import Refused
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.team import Problem, lock_team, role_on
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.models import Job, Kind
from tenants.house.switches import is_on
from tenants.models import State, Tenant
from tenants.roles import May, may


@transaction.atomic
def delete_own_blog(tenant_id: UUID, *, by: User) -> Tenant:
    """To the trash for some days. Raises Refused, and PermissionDenied for anybody else."""
    return trash_tenant(_owned(tenant_id, by), by=by, reason=_("Deleted by its owner."))


@transaction.atomic
def undelete_own_blog(tenant_id: UUID, *, by: User) -> Tenant:
    """Out of the trash again, if nobody but the owner put it there. Raises as above."""
    tenant = _owned(tenant_id, by)
    if not may_undelete(tenant, by):
        raise Refused(_("The people who run this place deleted this blog; write to them."))
    return restore_tenant(tenant, by=by, reason=_("Brought back by its owner."))


@transaction.atomic
def take_along(tenant_id: UUID, *, by: User) -> Job:
    """Have an archive of the blog made, for its owner to download. Raises as above."""
    tenant = _owned(tenant_id, by)
    if not is_on("take_along", tenant_id):
        raise Refused(_("No archive can be asked for at the moment."))
    reason = _("Its owner takes it along.")
    return ask_for_backup(tenant, by=by, reason=reason, kind=Kind.OWNER)


def may_undelete(tenant: Tenant, user: User) -> bool:
    """Whether `user` is who put the blog into the trash."""
    if tenant.state != State.DELETED:
        return False
    entries = AuditEntry.objects.filter(tenant_id=tenant.pk, action="tenant.trashed")
    last = entries.order_by("-at").values_list("actor_id", flat=True).first()
    return last == user.pk


def _owned(tenant_id: UUID, user: User) -> Tenant:
    tenant = lock_team(tenant_id)
    if not may(role_on(tenant_id, user), May.OWN):
        raise PermissionDenied(Problem.NOT_ALLOWED.label)
    return tenant
