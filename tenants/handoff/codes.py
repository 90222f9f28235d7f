"""One-time codes: issued on the platform's host, burned on a blog's."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tenants.handoff.secret import digest, is_secret, new_secret
from tenants.models import Domain, HandoffCode

LIFE = timedelta(seconds=30)

_BURN = "DELETE FROM tenants_handoffcode WHERE code_hash = %s RETURNING *"


def issue(
    *,
    user: User,
    domain: Domain,
    challenge: str,
    next_path: str,
    parent_session: str,
    visit_id: UUID | None = None,
) -> str:
    """Keep a code for `user` on `domain` for 30 seconds and return it; only its hash is kept."""
    code = new_secret()
    HandoffCode.objects.create(
        code_hash=digest(code),
        user=user,
        tenant=domain.tenant,
        host=domain.domain,
        challenge=challenge,
        next_path=next_path,
        epoch=user.session_epoch,
        parent_session=parent_session,
        visit_id=visit_id,
        expires_at=timezone.now() + LIFE,
    )
    return code


def burn(code: str | None) -> HandoffCode | None:
    """Delete `code` and return what it stood for; None when there is no such code any more.

    Committed by itself, before anybody has looked at it: whatever is found wrong afterwards, and
    however many ask at once, a code is seen one time only.
    """
    if not is_secret(code):
        return None
    with transaction.atomic(durable=True):
        return next(iter(HandoffCode.objects.raw(_BURN, [digest(code or "")])), None)
