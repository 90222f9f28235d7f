"""When a claim is looked at next: due work of the platform, named by the number of the look."""

from __future__ import annotations

from datetime import datetime

from journal.work import enqueue_platform_work
from tenants.domains.models import DomainClaim

KIND = "look_at_domain"


def plan_look(claim: DomainClaim, due_at: datetime | None) -> None:
    """Leave the work, with the open transaction; one that was planned before does nothing then.

    None: nobody looks again until somebody asks. The claim's row must be locked.
    """
    claim.looks, claim.look_due_at = claim.looks + 1, due_at
    claim.save(update_fields=["looks", "look_due_at"])
    if due_at is not None:
        enqueue_platform_work(
            KIND,
            key=f"{KIND}:{claim.pk}:{claim.looks}",
            payload={
                "claim": str(claim.pk),
                "look": claim.looks,
                "tenant_id": str(claim.tenant_id),
            },
            due_at=due_at,
        )
