"""Take back that an account was closed, within its thirty days."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.close_user import reopen_user
from accounts.letters import queue_letter
from accounts.models import User
from journal.models import PlatformWork
from tenants.actions.change import Refused
from tenants.actions.close_account import ERASE
from tenants.actions.restore_tenant import restore_tenant
from tenants.models import Membership, State, Tenant
from tenants.roles import Role


@transaction.atomic
def reopen_account(user: User, *, by: User | None = None, reason: str = "") -> list[Tenant]:
    """Open `user`'s account again, with the blogs that went into the trash with it.

    Returns those blogs. One that an admin purged or that has another owner now stays as it is. A
    second call does nothing. Nobody is signed in by it: whoever asks only knew the password, or
    had the letter. `by` is an admin, for a `reason`; without one it is the person.
    """
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    blogs = closed_with(row)
    if not reopen_user(row, by=by or row, reason=reason):
        return []
    own, others = (
        _("Its owner opened their account again."),
        _("Its owner’s account was opened again."),
    )
    why = others if by else own
    restored = [tenant for tenant in blogs if _restore(tenant, by or row, why)]
    queue_letter("account_reopened", email=row.email, language=row.language)
    return restored


def closed_with(user: User) -> list[Tenant]:
    """The blogs that come back with `user`'s closed account.

    Closing put them into the trash before it took its own time. One that is there since later was
    restored and trashed anew, for another reason.
    """
    if user.closed_at is None:
        return []
    work = PlatformWork.objects.filter(key=f"{ERASE}:{user.id}:{user.closed_at.isoformat()}")
    ids = [UUID(blog) for row in work for blog in row.payload["blogs"]]
    owned = Membership.objects.filter(user=user, role=Role.OWNER, tenant_id__in=ids)
    theirs = Tenant.objects.filter(pk__in=owned.values("tenant_id"), state=State.DELETED)
    return list(theirs.filter(state_since__lte=user.closed_at).order_by("pk"))


def _restore(tenant: Tenant, by: User, why: str) -> bool:
    try:
        restore_tenant(tenant, by=by, reason=why)
    except Refused:
        return False
    return True
