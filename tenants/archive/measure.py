"""What was read back, held against the plan of the blog that it became."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tenants.actions.change import Refused
from tenants.archive.hooks import measured
from tenants.db.scope import tenant_transaction
from tenants.plans.usage import Kind, Usage

if TYPE_CHECKING:
    from accounts.models import User
    from tenants.db.scope import TenantKey
    from tenants.plans.limits import Limits


def beyond_plan(into: TenantKey, limits: Limits, *, by: User | None) -> list[str]:
    """What is more than `limits` allow, each as "Published posts: 120 of 100".

    An admin, or the server's shell, may do that: nothing of it goes, and nothing new comes in until
    there is room. For anybody else it raises Refused with the same numbers.
    """
    with tenant_transaction(into):
        found = [Usage(Kind(kind), n, getattr(limits, kind)) for kind, n in measured().items()]
    over = [
        f"{usage.title}: {usage.amount}"
        for usage in found
        if usage.most is not None and usage.used > usage.most
    ]
    if over and by is not None and not by.is_staff:
        raise Refused(
            _("The archive holds more than the plan allows. %(numbers)s.")
            % {"numbers": "; ".join(over)}
        )
    return over
