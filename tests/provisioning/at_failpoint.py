"""Make a blog in a process that a failpoint may kill; its arguments: OWNER-ID ADDRESS."""

from __future__ import annotations

import sys


def main() -> None:
    """Create the tenant, then provision it; prints its state."""
    from accounts.models import User
    from tenants.actions.create_tenant import create_tenant
    from tenants.provisioning.provision import provision

    owner = User.objects.get(pk=sys.argv[1])
    tenant = create_tenant(by=owner, name="Night Ferry", address=sys.argv[2])
    sys.stdout.write(str(provision(tenant.id)))
