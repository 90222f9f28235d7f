"""Letters about a blog's team. Links are made as the letter is written, never queued."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accounts import letters
from accounts.letters import Letter, Payload
from tenants.models import Invitation
from tenants.team.tokens import url_of


def register() -> None:
    """Make them known to whoever sends letters."""
    letters.register("invitation", _invitation)
    letters.register("blog_transferred", _blog_transferred)


def _invitation(payload: Payload) -> Iterable[Letter]:
    """`invitation_id`; nothing is sent for one that is no longer open."""
    found = Invitation.objects.open().select_related("tenant", "invited_by")
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
    """`email`, `blog`, `by`."""
    yield payload["email"], {"blog": payload["blog"], "by": payload["by"]}
