"""Erase an account whose thirty days are over. Due work: exactly once, whatever is killed."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.actions.erase_user import confirmed_emails_of, erase_user, proven_emails_of
from accounts.letters import queue_letter
from accounts.models import User
from journal.forget import forget_about
from journal.models import AuditEntry
from journal.on_behalf import by_itself
from journal.work import NotYet, enqueue_platform_work
from kit.failpoints import failpoint
from tenants.actions.close_account import live_blogs_of
from tenants.actions.erasure_hooks import run_erasure_hooks
from tenants.actions.hand_over import handed_over
from tenants.actions.trash_tenant import trash_tenant
from tenants.erasures.hold import may_erase
from tenants.erasures.ledger import note_erasure
from tenants.erasures.travel import ask_for_copy
from tenants.models import Invitation, Membership, State, Tenant
from tenants.roles import Role

# What leaves a team behind, and what brings names from elsewhere or from before.
LEFT = ["membership.removed", "tenant.handed_over"]
READ_BACK = ["tenant.read_in", "tenant.put_back", "tenant.taken_back"]
FORGET = "forget_user"  # done by the room that has bylines, in each blog's own transaction


def erase_account(payload: dict[str, Any]) -> None:
    """Erase `payload["user_id"]`, unless it was opened again (or closed anew) since.

    Runs in the transaction of its mark that it is done. Bylines stay; blogs forget whose they were.
    Raises NotYet while a blog is read back, or somebody else erased.
    """
    if not may_erase():
        raise NotYet("Somebody else is being erased, or a blog read back, just now.")
    closed_at = parse_datetime(payload["closed_at"])
    closed = User.objects.filter(pk=UUID(payload["user_id"]), is_active=False, closed_at=closed_at)
    user = closed.select_for_update().first()
    if user is not None:
        letter = last_letter_to(user)
        erase_now(user)
        failpoint("erase_account.before_letter")
        queue_letter("account_erased", **letter)


def last_letter_to(user: User) -> dict[str, Any]:
    """What it is made of, while `user` is there to ask: also whether `blogs` of theirs are left."""
    gone = {State.PROVISIONING, State.PURGED}
    owned = Membership.objects.filter(user=user, role=Role.OWNER).exclude(tenant__state__in=gone)
    return {"email": user.email, "language": user.language, "blogs": owned.exists()}


def erase_now(user: User, *, again: bool = False, by: User | None = None, reason: str = "") -> None:
    """Erase an account in the open transaction; the ledger of erasures remembers the first time.

    `reason` is given by an admin, who is `by`, or at the shell.
    """
    asked: AbstractContextManager[None] = nullcontext() if reason else by_itself()
    with translation.override(user.language or None), asked:
        _trash_what_is_left(user, by=by)
    named, emails = _blogs_named_with(user), confirmed_emails_of(user)
    blogs = _that_know(named)
    for tenant_id in blogs:
        _let_forget(tenant_id, user)
    _forget_invitations(user)
    run_erasure_hooks(emails)
    if not again:
        note_erasure(user.id, emails=emails, blogs=blogs)
        ask_for_copy(user.id)
    forget_about(named, words=proven_emails_of(user))
    erase_user(user, by=by, reason=reason)


def _trash_what_is_left(user: User, *, by: User | None) -> None:
    """Blogs that came back meanwhile, as by an admin: none is left without an owner and open."""
    for tenant in live_blogs_of(user):
        if tenant.state != State.PROVISIONING:
            trash_tenant(tenant, by=by, reason=_("Its owner’s account was erased."))


def _blogs_named_with(user: User) -> set[UUID]:
    """Those they are or were on the team of, where they did something or an admin did in their
    place, and each that came out of an archive: a copy names whom the first one named.

    Reads the audit once through, so it takes as long as that is.
    """
    now = Membership.objects.filter(user=user).values_list("tenant_id", flat=True)
    told = AuditEntry.objects.filter(_acts_about(user)).order_by()
    then = told.values_list("tenant_id", flat=True).distinct()
    return {*now, *filter(None, then)}


def _that_know(named: set[UUID]) -> list[UUID]:
    """Those of them that hold anything still."""
    kept = Tenant.objects.exclude(state__in={State.PROVISIONING, State.PURGED})
    return list(kept.filter(pk__in=named).order_by("pk").values_list("pk", flat=True))


def _acts_about(user: User) -> Q:
    known = str(user.id)
    left = Q(action__in=LEFT) & (Q(details__user_id=known) | Q(target=user.email))
    return (
        Q(actor_id=user.id)
        | Q(action__in=READ_BACK)
        | Q(details__on_behalf_of=known)
        | left
        | handed_over(user)
    )


def _let_forget(tenant_id: UUID, user: User) -> None:
    key = f"{FORGET}:{tenant_id}:{user.id}"
    enqueue_platform_work(FORGET, key=key, payload={"tenant_id": tenant_id, "user_id": user.id})


def _forget_invitations(user: User) -> None:
    """Those they sent, those sent to them, and those that brought them somewhere."""
    Invitation.objects.filter(invited_by=user).delete()
    Invitation.objects.filter(accepted_by=user).delete()
    Invitation.objects.filter(email__in=confirmed_emails_of(user)).delete()
