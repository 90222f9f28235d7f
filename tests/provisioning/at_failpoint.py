"""Sign somebody up and make the blog, as a program that a failpoint may kill.

`python -m tests.provisioning.at_failpoint OWNER-ID ADDRESS`
"""

from __future__ import annotations

import sys

import django


def main() -> None:
    """Create the tenant, then provision it; prints its state."""
    django.setup()
    from accounts.models import User
    from tenants.actions.create_tenant import create_tenant
    from tenants.provisioning.provision import provision

    owner = User.objects.get(pk=sys.argv[1])
    tenant = create_tenant(by=owner, name="Night Ferry", address=sys.argv[2])
    sys.stdout.write(str(provision(tenant.id)))


if __name__ == "__main__":
    main()
