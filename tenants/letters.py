"""Letters about a blog's team. Links are made as the letter is written, never queued."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils.dateparse import parse_datetime

from accounts import letters
from accounts.actions.close_user import erased_on
from accounts.letters import Letter, Payload
from accounts.models import User
from tenants.closing.tokens import reopen_url
from tenants.models import Invitation
from tenants.roles import Role
from tenants.team.tokens import url_of


def register() -> None:
    """Make them known to whoever sends letters."""
    letters.register("invitation", _invitation)
    letters.register("blog_transferred", _blog_transferred)
    letters.register("blog_handed_over", _blog_handed_over)
    letters.register("account_closed", _account_closed)
    letters.register("account_reopened", _about_account)
    letters.register("account_given_out", _account_given_out)
    letters.register("account_erased", _account_erased)


def _invitation(payload: Payload) -> Iterable[Letter]:
    """`invitation_id`; nothing is sent for one that is no longer open, nor by a distrusted blog."""
    found = Invitation.objects.open().filter(tenant__trusted=True)
    found = found.select_related("tenant", "invited_by")
    invitation = found.filter(pk=UUID(payload["invitation_id"])).exclude(email="").first()
    if invitation is None or invitation.invited_by is None:
        return
    yield (
        invitation.email,
        {
            "url": url_of(invitation.pk),
            "blog": invitation.tenant.name,
            "host": invitation.tenant.domains.get(is_primary=True).domain,
            "by": invitation.invited_by.display_name,
            "role": invitation.role_label,
            "until": invitation.expires_at,
        },
    )


def _blog_transferred(payload: Payload) -> Iterable[Letter]:
    """`email`, `blog`, and `by` where it was its owner and not an admin of the platform."""
    yield payload["email"], {"blog": payload["blog"], "by": payload.get("by", "")}


def _blog_handed_over(payload: Payload) -> Iterable[Letter]:
    """`email`, `blog`, `reason`, and the `role` that is left; empty for none."""
    role = str(Role(payload["role"]).label) if payload["role"] else ""
    words = {"blog": payload["blog"], "reason": payload["reason"], "role": role}
    yield payload["email"], {**words, "contact_email": settings.CONTACT_EMAIL}


def _account_closed(payload: Payload) -> Iterable[Letter]:
    """`user_id`, `closed_at`; nothing is sent once the account is open again, or erased."""
    closed_at = parse_datetime(payload["closed_at"])
    user = User.objects.filter(pk=UUID(payload["user_id"]), closed_at=closed_at).first()
    if user is None or closed_at is None:
        return
    words = {"url": reopen_url(user, closed_at), "erased_on": erased_on(closed_at)}
    yield user.email, {**words, "contact_email": settings.CONTACT_EMAIL}


def _account_given_out(payload: Payload) -> Iterable[Letter]:
    """`email`, `at` (ISO 8601)."""
    words = {"at": parse_datetime(payload["at"]), "contact_email": settings.CONTACT_EMAIL}
    yield payload["email"], words


def _account_erased(payload: Payload) -> Iterable[Letter]:
    """`email`, and whether `blogs` of theirs are in the trash."""
    yield payload["email"], {"blogs": payload.get("blogs"), "days": settings.TRASH_DAYS}


def _about_account(payload: Payload) -> Iterable[Letter]:
    """`email`."""
    yield payload["email"], {"contact_email": settings.CONTACT_EMAIL}
