"""Make a new blog out of an archive, from here or from another installation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import User
from kit.failpoints import failpoint
from tenants.actions.add_domain import ask_anew
from tenants.actions.change import Refused, checked_reason, finish
from tenants.actions.hooks import run_tenant_renamed_hooks
from tenants.actions.rename_tenant import checked_name
from tenants.actions.take_address import AddressTaken, take_address
from tenants.archive import people
from tenants.archive.files_back import put_files
from tenants.archive.load import load, settle
from tenants.archive.measure import beyond_plan
from tenants.archive.progress import Progress, nobody_looks
from tenants.archive.reader import Archive
from tenants.archive.team import give_owner, welcome_back
from tenants.erasures.hold import let_nobody_be_erased
from tenants.models import ContentVersion, Domain, State, Tenant, TenantStats
from tenants.names import Problem, check_address, sentence, skeleton, tidy
from tenants.plans.models import Plan, default_plan


@dataclass(frozen=True, slots=True)
class Restored:
    """The new blog, the e-mails of those on its team who have no account here, and what of it is
    more than its plan allows."""

    tenant: Tenant
    left_out: list[str]
    beyond: list[str]


def restore_as(
    address: str,
    *,
    by: User | None,
    reason: str,
    archive_path: Path,
    name: str = "",
    owner: User | None = None,
    team: bool = True,
    domains: bool = True,
    plan: Plan | None = None,
    progress: Progress = nobody_looks,
    inside: Callable[[Tenant], None] = lambda _tenant: None,
) -> Restored:
    """A ready blog at `address` with a schema and an id of its own; not in discover at first.

    It belongs to `owner`, else to whoever here has the e-mail of the archive's owner; others come
    along by their e-mail, unless `team` is False. Domains are claimed anew, unless `domains` is
    False: what was proven of another blog, or elsewhere, is proven of nothing here. It has `plan`,
    else the default one; where that allows less, see `beyond_plan`. `inside` runs in the
    transaction. Raises Refused (BadArchive among it), and then nothing is left.
    """
    reason, name, label = checked_reason(reason), checked_name(name), checked_label(address)
    require_free(label)
    with Archive.open(archive_path) as archive:
        archive.verify(progress)
        with transaction.atomic():
            let_nobody_be_erased()
            tenant = _row(archive, name, label, plan or default_plan())
            left_out = _team(archive, tenant, owner, everybody=team)
            is_todays = load(archive, tenant, progress=progress)
            settle(archive, tenant, is_todays=is_todays, progress=progress)
            beyond = beyond_plan(tenant, tenant.limits, by=by)
            if name:
                run_tenant_renamed_hooks(tenant)
            put_files(archive, tenant.pk, progress)
            if domains:
                ask_anew(tenant, archive.notes["domains"])
            finish(
                "tenant.read_in",
                tenant,
                by=by,
                reason=reason,
                archive_of=archive.manifest.made_at,
                from_blog=archive.manifest.blog_id,
                rows=archive.manifest.rows,
                ours=archive.is_ours,
                **({"beyond_plan": beyond} if beyond else {}),
            )
            inside(tenant)
            failpoint("restore.before_commit")
    failpoint("restore.after_commit")
    return Restored(tenant, left_out, beyond)


def checked_label(typed: str) -> str:
    """The label in `typed`; raises Refused when it cannot be an address."""
    label = tidy(typed, suffix=f".{settings.BLOGS_DOMAIN}")
    problem = check_address(label)
    if problem is not None:
        raise Refused(sentence(problem, label))
    return label


def require_free(label: str) -> None:
    """Raise Refused when somebody has this address or one that looks like it; a first look."""
    if Domain.objects.filter(skeleton=f"{skeleton(label)}.{settings.BLOGS_DOMAIN}").exists():
        raise Refused(sentence(Problem.TAKEN, label))


def _row(archive: Archive, name: str, label: str, plan: Plan | None) -> Tenant:
    called = name or archive.manifest.blog_name[:120] or label
    tenant: Tenant = Tenant.objects.create(name=called, state=State.READY, plan=plan)
    try:
        take_address(tenant, label)
    except AddressTaken:
        raise Refused(sentence(Problem.TAKEN, label)) from None
    ContentVersion.objects.create(tenant=tenant)
    TenantStats.objects.create(tenant=tenant)
    return tenant


def _team(archive: Archive, tenant: Tenant, owner: User | None, *, everybody: bool) -> list[str]:
    team = people.team_of(archive)
    give_owner(tenant, team, owner)
    return welcome_back(tenant, team) if everybody else []
