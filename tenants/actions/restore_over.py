"""Put a blog back as an archive of it says: into a new schema, and then all at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from kit.failpoints import failpoint
from tenants.actions.add_domain import ask_anew
from tenants.actions.change import Refused, checked_reason, enter_state, finish, lock
from tenants.archive import people
from tenants.archive.files_back import put_files
from tenants.archive.flip import point_to, quieten
from tenants.archive.guard import one_at_a_time
from tenants.archive.load import Schema, load, settle
from tenants.archive.measure import beyond_plan
from tenants.archive.progress import Progress, nobody_looks
from tenants.archive.reader import Archive
from tenants.archive.team import give_owner, welcome_back
from tenants.erasures.hold import let_nobody_be_erased
from tenants.models import ContentVersion, State, Tenant, TenantStats, new_schema_name

ALLOWED = {State.READY, State.SUSPENDED, State.PURGED}


def restore_over(
    tenant: Tenant,
    *,
    by: User | None,
    reason: str,
    archive_path: Path,
    progress: Progress = nobody_looks,
    inside: Callable[[list[str]], None] = lambda _beyond: None,
) -> Tenant:
    """Replace what `tenant` holds by the archive; name, addresses and team stay as they are today.

    What is replaced is kept for some days (`take_back`). A purged blog comes back to its address
    with the team that the archive names, and its domains are to be proven again. `inside` runs in
    the transaction, and is told what is more than the plan allows (`beyond_plan`). Raises Refused
    (Busy, BadArchive among it), and then nothing changed.
    """
    reason = checked_reason(reason)
    with Archive.open(archive_path) as archive:
        if archive.manifest.blog_id != tenant.pk:
            raise Refused(_("This is an archive of another blog; it can only become a new one."))
        archive.verify(progress)
        with transaction.atomic():
            let_nobody_be_erased()
            one_at_a_time(tenant.pk)
            row = _replace(archive, Tenant.objects.get(pk=tenant.pk), progress)
            beyond = beyond_plan(row, row.limits, by=by)
            finish(
                "tenant.put_back",
                row,
                by=by,
                reason=reason,
                archive_of=archive.manifest.made_at,
                rows=archive.manifest.rows,
                ours=archive.is_ours,
                **({"beyond_plan": beyond} if beyond else {}),
            )
            inside(beyond)
            failpoint("restore.before_commit")
    failpoint("restore.after_commit")
    return row


def _replace(archive: Archive, tenant: Tenant, progress: Progress) -> Tenant:
    if tenant.state not in ALLOWED:
        lock(tenant, allowed=ALLOWED)  # which says why not
    was_gone = tenant.state == State.PURGED
    if was_gone:
        _come_back(archive, tenant)
    into = Schema(tenant.pk, new_schema_name())
    is_todays = load(archive, into, progress=progress)
    settle(archive, into, is_todays=is_todays, progress=progress)
    put_files(archive, tenant.pk, progress)
    if not was_gone:
        quieten(tenant.schema_name)
    row = lock(tenant, allowed=ALLOWED)
    if was_gone:
        row.schema_name = into.schema_name
        row.save(update_fields=["schema_name"])
    else:
        point_to(row, into.schema_name)
    return row


def _come_back(archive: Archive, tenant: Tenant) -> None:
    """A purged blog's row, its counts and its team, before anything is loaded."""
    row = lock(tenant, allowed={State.PURGED})
    team = people.team_of(archive)
    give_owner(row, team)
    welcome_back(row, team)
    row.name = archive.manifest.blog_name[:120] or row.name
    row.save(update_fields=["name"])
    ContentVersion.objects.get_or_create(tenant=row)
    TenantStats.objects.get_or_create(tenant=row)
    enter_state(row, State.READY, reason="")
    ask_anew(row, archive.notes["domains"])
