"""One more blog for somebody who has an account."""

from __future__ import annotations

from accounts.models import User
from tenants.actions.create_tenant import create_tenant
from tenants.models import Tenant
from tenants.signups.rules import require_new_blogs


def add_blog(*, by: User, name: str, address: str) -> Tenant:
    """As `create_tenant`, if the rules let people make more blogs; else raises SignUpRefused."""
    require_new_blogs()
    return create_tenant(by=by, name=name, address=address)
