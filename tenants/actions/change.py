"""What every change of a blog by its owner or an admin has in common."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from kit.text import UnprintableText, clean_line
from tenants.actions.hold import hold
from tenants.actions.hooks import run_tenant_changed_hooks
from tenants.models import ContentVersion, State, Tenant

if TYPE_CHECKING:
    from accounts.models import User

MAX_REASON = 500


class Refused(ValueError):
    """What was asked cannot be; its text is the sentence for whoever asked."""


def checked_reason(reason: str) -> str:
    """`reason` as one line of 1 to 500 characters; raises Refused."""
    try:
        line = clean_line(reason)
    except UnprintableText:
        raise Refused(_("The reason has a character that cannot be shown.")) from None
    if not line:
        raise Refused(_("Give a reason: it is kept, and the blog’s owner may read it."))
    if len(line) > MAX_REASON:
        raise Refused(_("A reason has at most 500 characters."))
    return line


def lock(tenant: Tenant, *, allowed: Collection[State]) -> Tenant:
    """The row as it is now, held until the transaction ends; raises Refused in another state."""
    row = hold(tenant.pk)
    if row.state not in allowed:
        raise Refused(sentence_for(State(row.state)) % {"name": row.name})
    return row


def sentence_for(state: State) -> str:
    """Why nothing of the kind can be done to a blog in `state`; `%(name)s` is the blog's."""
    return {
        State.PROVISIONING: _("%(name)s is still being made."),
        State.READY: _("%(name)s is open already."),
        State.SUSPENDED: _("%(name)s is suspended already."),
        State.DELETED: _("%(name)s is in the trash; restore it first."),
        State.PURGED: _("%(name)s is gone for good."),
    }[state]


def enter_state(tenant: Tenant, state: State, *, reason: str, before: str = "") -> None:
    """Save the state, since when, why, and what the trash would give back."""
    tenant.state, tenant.state_since = state, timezone.now()
    tenant.state_reason, tenant.state_before = reason, before
    tenant.save(update_fields=["state", "state_since", "state_reason", "state_before"])


def finish(action: str, tenant: Tenant, *, by: User | None, **details: object) -> None:
    """Write the one audit row, tell the other rooms, and let all processes forget the blog.

    `by` is None for somebody at the server's own shell.
    """
    run_tenant_changed_hooks(tenant)
    ContentVersion.objects.filter(pk=tenant.pk).update(
        version=F("version") + 1, changed_at=timezone.now()
    )
    record_deed(action, by=by, tenant_id=tenant.id, target=tenant.name, **details)
