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
from tenants.archive.hooks import run_taken_back_hooks
from tenants.archive.load import Schema
from tenants.archive.models import KeptSchema
from tenants.archive.people import forget_erased
from tenants.db.scope import tenant_transaction
from tenants.due.registry import get_outbox
from tenants.erasures.hold import let_nobody_be_erased
from tenants.fleet.migrate import migrate_schema
from tenants.models import Membership, State, Tenant
from tenants.provisioning.template import current_template


@transaction.atomic
def take_back(tenant: Tenant, *, by: User | None, reason: str) -> Tenant:
    """Swap what is there and what was replaced last; doing it twice changes nothing.

    Files are not touched: a restore adds some and takes none away. Raises Refused.
    """
    reason = checked_reason(reason)
    let_nobody_be_erased()
    one_at_a_time(tenant.pk)
    kept = KeptSchema.objects.filter(tenant=tenant).order_by("-kept_at").first()
    if kept is None:
        raise Refused(_("Nothing was replaced, or it has been cleared away since."))
    row = Tenant.objects.get(pk=tenant.pk)
    current_template()  # held: a `migrate` that begins meanwhile waits, and sees what came back
    migrate_schema(kept.schema_name)
    reopen(kept.schema_name)
    forget_erased(Schema(row.pk, kept.schema_name))
    quieten(row.schema_name)
    row = lock(row, allowed={State.READY, State.SUSPENDED})
    kept.delete()
    point_to(row, kept.schema_name)
    _go_on(row)
    finish("tenant.taken_back", row, by=by, reason=reason)
    return row


def can_take_back(tenant: Tenant) -> bool:
    """Whether a schema is kept that could be had back."""
    return (
        tenant.state in {State.READY, State.SUSPENDED}
        and KeptSchema.objects.filter(tenant=tenant).exists()
    )


def _go_on(tenant: Tenant) -> None:
    """Due work goes on where it lay; what people left open who are off the team by now ends.

    The row is held, so that the team stays as it is until this is committed.
    """
    team = list(Membership.objects.filter(tenant=tenant).values_list("user_id", flat=True))
    with tenant_transaction(Schema(tenant.pk, tenant.schema_name)):
        run_taken_back_hooks(team)
        due_at = get_outbox().next_due()
        doorbell.ring(tenant.pk, min(due_at or timezone.now(), timezone.now()))
