"""Undo a restore: the blog gets the schema back that the last one replaced."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from journal import doorbell
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.archive.flip import point_to, quieten, reopen
from tenants.archive.guard import one_at_a_time
from tenants.archive.load import Schema
from tenants.archive.models import KeptSchema
from tenants.archive.people import forget_erased
from tenants.db.scope import tenant_transaction
from tenants.due.registry import get_outbox
from tenants.fleet.migrate import migrate_schema
from tenants.models import State, Tenant


@transaction.atomic
def take_back(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """Swap what is there and what was replaced last; doing it twice changes nothing.

    Files are not touched: a restore adds some and takes none away. Raises Refused.
    """
    reason = checked_reason(reason)
    one_at_a_time(tenant.pk)
    kept = KeptSchema.objects.filter(tenant=tenant).order_by("-kept_at").first()
    if kept is None:
        raise Refused(_("Nothing was replaced, or it has been cleared away since."))
    row = Tenant.objects.get(pk=tenant.pk)
    migrate_schema(kept.schema_name)
    reopen(kept.schema_name)
    forget_erased(Schema(row.pk, kept.schema_name))
    quieten(row.schema_name)
    row = lock(row, allowed={State.READY, State.SUSPENDED})
    kept.delete()
    point_to(row, kept.schema_name)
    _ring(row)
    finish("tenant.taken_back", row, by=by, reason=reason)
    return row


def can_take_back(tenant: Tenant) -> bool:
    """Whether a schema is kept that could be had back."""
    return (
        tenant.state in {State.READY, State.SUSPENDED}
        and KeptSchema.objects.filter(tenant=tenant).exists()
    )


def _ring(tenant: Tenant) -> None:
    with tenant_transaction(Schema(tenant.pk, tenant.schema_name)):
        due_at = get_outbox().next_due()
        doorbell.ring(tenant.pk, min(due_at or timezone.now(), timezone.now()))
