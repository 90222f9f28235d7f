"""Ask the worker for something that takes its time: a backup, a restore, a copy, a purge."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from journal.work import enqueue_platform_work
from tenants.actions.change import Refused, checked_reason
from tenants.actions.purge_tenant import require_address
from tenants.actions.restore_as import checked_label, require_free
from tenants.archive.models import Backup, Job, Kind, Verb
from tenants.archive.store import store
from tenants.models import State, Tenant

STATES = {
    Verb.BACKUP: {State.READY, State.SUSPENDED, State.DELETED},
    Verb.RESTORE: {State.READY, State.SUSPENDED},
    Verb.CLONE: {State.READY, State.SUSPENDED},
    Verb.PURGE: {State.DELETED},
}


@transaction.atomic
def ask_for(verb: Verb, tenant: Tenant, *, by: User | None, reason: str, **options: Any) -> Job:
    """A job that the worker takes up at once; one at a time for each blog. Raises Refused.

    Who asked, and why, is in the audit from now on; the act itself leaves an entry of its own if
    it changes anything. `options` is what `tenants.archive.jobs` wants for the verb.
    """
    reason = checked_reason(reason)
    tenant = Tenant.objects.get(pk=tenant.pk)
    if tenant.state not in STATES[verb]:
        raise Refused(_("That does not fit the state the blog is in now."))
    try:
        with transaction.atomic():
            job = Job.objects.create(
                tenant=tenant, verb=verb, by=by, reason=reason, options=options
            )
    except IntegrityError:
        raise Refused(
            _("Something else is being done with this blog; try again in a moment.")
        ) from None
    enqueue_platform_work("archive_job", key=f"archive_job:{job.pk}", payload={"job": str(job.pk)})
    action = f"tenant.{verb}_asked"
    record_deed(action, by=by, tenant_id=tenant.pk, target=tenant.name, reason=reason)
    return job


def ask_for_backup(tenant: Tenant, *, by: User | None, reason: str, kind: Kind = Kind.ASKED) -> Job:
    """Have the blog backed up. Raises Refused, also where there is no place for backups."""
    store()
    return ask_for(Verb.BACKUP, tenant, by=by, reason=reason, kind=kind.value)


def ask_for_restore(tenant: Tenant, *, by: User | None, reason: str, backup: Backup) -> Job:
    """Have the blog put back as one of its backups says."""
    return ask_for(Verb.RESTORE, tenant, by=by, reason=reason, backup=str(backup.pk))


def ask_for_clone(
    tenant: Tenant, *, by: User | None, reason: str, address: str, name: str = ""
) -> Job:
    """Have a copy made at another address, owned by the same person."""
    label = checked_label(address)
    require_free(label)
    return ask_for(Verb.CLONE, tenant, by=by, reason=reason, address=label, name=name)


def ask_for_purge(tenant: Tenant, *, by: User | None, reason: str, address: str) -> Job:
    """Have the blog removed from everywhere now; `address` was typed by whoever asks."""
    require_address(tenant, address)
    return ask_for(Verb.PURGE, tenant, by=by, reason=reason, address=address)
