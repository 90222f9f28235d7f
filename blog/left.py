"""What ends on a blog when somebody leaves its team: the links to previews that they made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from blog.models import PreviewLink
from journal import audit
from tenants.db.scope import require_tenant_id, tenant_transaction
from tenants.models import Membership, State, Tenant


def member_left(payload: dict[str, Any]) -> None:
    """End the links of `user_id`, who left the blog `tenant_id`, unless they are back meanwhile."""
    tenant = Tenant.objects.filter(pk=UUID(payload["tenant_id"])).first()
    user_id = UUID(payload["user_id"])
    if tenant is None or tenant.state in {State.PROVISIONING, State.PURGED}:
        return
    if Membership.objects.filter(tenant=tenant, user_id=user_id).exists():
        return
    with tenant_transaction(tenant):
        end_links_of(user_id)


def end_links_of(user_id: UUID) -> None:
    """From now on the links to previews that one person made show nothing."""
    _end(PreviewLink.objects.all().open_of(user_id))


def end_links_of_others(team: Collection[UUID]) -> None:
    """The same for all that nobody of `team` made, as where the blog of some days ago comes back.

    Those of people who were erased since are nobody's by then, and end too.
    """
    _end(PreviewLink.objects.all().open_of_others(team))


def _end(links: Iterable[PreviewLink]) -> None:
    for link in links:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        audit.record(
            "preview_link.revoked",
            by=None,
            tenant_id=require_tenant_id(),
            target=f"post {link.post_id}",
            title=link.post.title,
            link=link.pk,
        )
