"""Clear away blogs that never became ready, so that their names are free again."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from journal import audit
from tenants.db.scope import tenant_connection
from tenants.models import State, Tenant
from tenants.provisioning.schema import drop_schema

logger = logging.getLogger(__name__)


def sweep() -> int:
    """Remove tenants that have been in the making for too long; returns how many.

    A row that a worker holds right now is left alone.
    """
    deadline = timezone.now() - timedelta(seconds=settings.PROVISIONING_DEADLINE_SECONDS)
    late = Tenant.objects.filter(state=State.PROVISIONING, state_since__lt=deadline)
    return sum(_remove(tenant_id) for tenant_id in late.values_list("pk", flat=True))


def _remove(tenant_id: object) -> bool:
    with transaction.atomic():
        late = Tenant.objects.select_for_update(skip_locked=True).filter(
            pk=tenant_id, state=State.PROVISIONING
        )
        tenant = late.first()
        if tenant is None:
            return False
        drop_schema(tenant_connection(), tenant.schema_name)
        audit.record("tenant.swept", by=None, tenant_id=tenant.id, target=tenant.name)
        tenant.delete(force_drop=False)
    logger.warning("Removed %s, which was never finished.", tenant.name)
    return True
