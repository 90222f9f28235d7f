"""Blogs, roles and invitations for account.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts.actions.erase_user import confirmed_emails_of, proven_emails_of
from accounts.export.registry import export_facts, export_files
from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.hand_over import HANDED_OVER, TRANSFERRED, handed_over
from tenants.archive.models import Job
from tenants.export.blogs import files, folders_of
from tenants.models import Domain, Invitation, Membership, Tenant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def register() -> None:
    """Bring it into every export."""
    export_facts("blogs", blogs)
    export_facts("invitations_sent", invitations_sent)
    export_facts("invitations_received", invitations_received)
    export_facts("asked_for", asked_for)
    export_facts("hand_overs", hand_overs)
    export_files(files)


def blogs(user: User) -> list[dict[str, Any]]:
    """The blogs they belong to, with `folder` where the export has one. Three queries."""
    own = Membership.objects.filter(user=user).select_related("tenant").order_by("created_at", "pk")
    memberships = list(own)
    ids = [membership.tenant_id for membership in memberships]
    primary = Domain.objects.filter(tenant_id__in=ids, is_primary=True)
    addresses = dict(primary.values_list("tenant_id", "domain"))
    folders = {tenant.id: folder for tenant, folder in folders_of(user)}
    return [
        {
            "id": membership.tenant_id,
            "name": membership.tenant.name,
            "address": addresses.get(membership.tenant_id, ""),
            "state": membership.tenant.state,
            "role": membership.role,
            "since": membership.created_at,
            "folder": folders.get(membership.tenant_id),
        }
        for membership in memberships
    ]


def invitations_sent(user: User) -> list[dict[str, Any]]:
    """Whom they asked to write with them."""
    return _rows(Invitation.objects.filter(invited_by=user))


def invitations_received(user: User) -> list[dict[str, Any]]:
    """Who asked them: by letter to an e-mail that is theirs, or by a link they followed."""
    to_them = Invitation.objects.filter(email__in=confirmed_emails_of(user))
    return _rows(to_them | Invitation.objects.filter(accepted_by=user))


def asked_for(user: User) -> list[dict[str, Any]]:
    """Backups and the like that they asked the worker for."""
    own = Job.objects.filter(by=user).order_by("asked_at", "pk")
    return [dict(row) for row in own.values("tenant__name", "verb", "state", "asked_at")]


def hand_overs(user: User) -> list[dict[str, Any]]:
    """When a blog became theirs, or somebody else's in their place, and why where that was asked.

    Found by what entries name, whoever acted, in as many queries however many there are.
    """
    own = {str(user.pk), *proven_emails_of(user)}
    told = list(AuditEntry.objects.filter(handed_over(user)).order_by("at", "pk"))
    blogs = Tenant.objects.in_bulk({entry.tenant_id for entry in told if entry.tenant_id})
    return [
        {
            "at": entry.at,
            "blog": _blog_of(entry, blogs),
            "owner": "you" if _owner_of(entry) in own else "somebody else",
            "reason": entry.details.get("reason", ""),
        }
        for entry in told
    ]


def _blog_of(entry: AuditEntry, blogs: Mapping[UUID, Tenant]) -> str:
    """What it was called then; where the entry has the heir instead, what it is called now."""
    if entry.action == HANDED_OVER:
        return entry.target
    blog = blogs.get(entry.tenant_id) if entry.tenant_id else None
    return blog.name if blog else ""


def _owner_of(entry: AuditEntry) -> str:
    """Who got the blog: an id, or an e-mail where it was written before ids were."""
    before = entry.target if entry.action == TRANSFERRED else entry.details.get("owner")
    return str(entry.details.get("owner_id") or before)


def _rows(invitations: Any) -> list[dict[str, Any]]:
    fields = ("role", "email", "created_at", "expires_at", "revoked_at", "accepted_at")
    rows = invitations.order_by("created_at", "pk").values("tenant__name", *fields)
    return [{"blog": row.pop("tenant__name"), **row} for row in rows]
