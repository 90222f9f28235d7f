"""Erase an account whose thirty days are over. Due work: exactly once, whatever is killed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.actions.erase_user import confirmed_emails_of, erase_user
from accounts.letters import queue_letter
from accounts.models import User
from journal.models import AuditEntry
from journal.work import enqueue_platform_work
from kit.failpoints import failpoint
from tenants.actions.close_account import live_blogs_of
from tenants.actions.erasure_hooks import run_erasure_hooks
from tenants.actions.trash_tenant import trash_tenant
from tenants.erasures.ledger import note_erasure
from tenants.erasures.travel import ask_for_copy
from tenants.models import Invitation, Membership, State, Tenant

FORGET = "forget_user"  # done by the room that has bylines, in each blog's own transaction


def erase_account(payload: dict[str, Any]) -> None:
    """Erase `payload["user_id"]`, unless it was opened again (or closed anew) since.

    Runs in the transaction of its mark that it is done. Bylines stay; blogs forget whose they were.
    """
    closed_at = parse_datetime(payload["closed_at"])
    closed = User.objects.filter(pk=UUID(payload["user_id"]), is_active=False, closed_at=closed_at)
    user = closed.select_for_update().first()
    if user is not None:
        email, language = user.email, user.language
        erase_now(user)
        failpoint("erase_account.before_letter")
        queue_letter("account_erased", email=email, language=language)


def erase_now(user: User, *, again: bool = False) -> None:
    """Erase an account in the open transaction; the ledger of erasures remembers the first time."""
    with translation.override(user.language or None):
        _trash_what_is_left(user)
    blogs, emails = _blogs_that_know(user), confirmed_emails_of(user)
    for tenant_id in blogs:
        _let_forget(tenant_id, user)
    _forget_invitations(user)
    run_erasure_hooks(emails)
    if not again:
        note_erasure(user.id, emails=emails, blogs=blogs)
        ask_for_copy(user.id)
    erase_user(user)


def _trash_what_is_left(user: User) -> None:
    """Blogs that came back meanwhile, as by an admin: none is left without an owner and open."""
    for tenant in live_blogs_of(user):
        if tenant.state != State.PROVISIONING:
            trash_tenant(tenant, by=None, reason=_("Its owner’s account was erased."))


def _blogs_that_know(user: User) -> list[UUID]:
    """Those they are on the team of, and those where they ever did something."""
    now = Membership.objects.filter(user=user).values_list("tenant_id", flat=True)
    acted = AuditEntry.objects.filter(actor_id=user.id, tenant_id__isnull=False)
    then = acted.order_by().values_list("tenant_id", flat=True).distinct()
    kept = Tenant.objects.exclude(state__in={State.PROVISIONING, State.PURGED})
    return list(kept.filter(pk__in={*now, *then}).values_list("pk", flat=True))


def _let_forget(tenant_id: UUID, user: User) -> None:
    key = f"{FORGET}:{tenant_id}:{user.id}"
    enqueue_platform_work(FORGET, key=key, payload={"tenant_id": tenant_id, "user_id": user.id})


def _forget_invitations(user: User) -> None:
    """Those they sent, those sent to them, and those that brought them somewhere."""
    Invitation.objects.filter(invited_by=user).delete()
    Invitation.objects.filter(accepted_by=user).delete()
    Invitation.objects.filter(email__in=confirmed_emails_of(user)).delete()
