"""Turn a tenant row into a living blog. Idempotent; whoever gets there first does it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from kit.failpoints import failpoint
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.models import ContentVersion, Membership, State, Tenant
from tenants.provisioning.bare import take_bare
from tenants.provisioning.hooks import run_new_blog_hooks
from tenants.provisioning.schema import create_schema
from tenants.provisioning.spares import take_spare
from tenants.provisioning.template import current_template
from tenants.roles import Role


def provision(tenant_id: UUID) -> State | None:
    """Give a tenant its schema (a spare, or one made now) and first content, in one transaction.

    Returns the state afterwards: READY, or PROVISIONING while another worker is at it, or
    whatever else it is; None when there is no such tenant. Which schema it has is only known
    then: read the row again. Raises TemplateOutOfStep, and ProgrammingError when the schema
    exists already.
    """
    failpoint("provision.before")
    with transaction.atomic():
        tenant = _claim(tenant_id)
        if tenant is not None:
            _build(tenant)
            failpoint("provision.before_commit")
    failpoint("provision.after_commit")
    state = Tenant.objects.filter(pk=tenant_id).values_list("state", flat=True).first()
    return State(state) if state else None


def _claim(tenant_id: UUID) -> Tenant | None:
    waiting = Tenant.objects.filter(pk=tenant_id, state=State.PROVISIONING)
    return waiting.select_for_update(skip_locked=True).first()


def _build(tenant: Tenant) -> None:
    owner = Membership.objects.select_related("user").get(tenant=tenant, role=Role.OWNER).user
    template = current_template()
    if spare := take_spare(template):
        tenant.schema_name = spare
    else:
        bare = take_bare()
        tenant.schema_name = bare or tenant.schema_name
        create_schema(
            tenant_connection(),
            tenant.schema_name,
            template.statements,
            version=template.version,
            bare=bare is not None,
        )
    failpoint("provision.after_schema")
    with tenant_transaction(tenant), translation.override(owner.language or settings.LANGUAGE_CODE):
        run_new_blog_hooks(tenant, owner)
    failpoint("provision.after_content")
    tenant.state, tenant.state_since = State.READY, timezone.now()
    tenant.save(update_fields=["schema_name", "state", "state_since"])
    ContentVersion.objects.filter(pk=tenant.pk).update(
        version=F("version") + 1, changed_at=timezone.now()
    )
