"""What the admin's figures stand on: N blogs as rows, an admin, and whom one tries to be."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection

from accounts.models import User
from bench.measures.admin import fill
from bench.stage import Stage
from tenants.domains.models import DomainClaim
from tenants.models import Tenant

FEW = 60  # fills a page of the list, which has 50 rows
OWN_DOMAINS = 20  # every so many-th blog has a domain of its owner's own


@dataclass(frozen=True, slots=True)
class Ground:
    """The running stage, and how many blogs its database is to have."""

    stage: Stage
    blogs: int
    admin: User

    @classmethod
    def on(cls, stage: Stage, blogs: int) -> Ground:
        """With a few blogs; `fill` brings the others."""
        admin = User.objects.create_user("admin@bench.example", is_staff=True)
        TOTP.activate(admin, generate_totp_secret())
        ground = cls(stage, blogs, admin)
        ground.fill(0, FEW)
        return ground

    def fill(self, first: int, last: int) -> None:
        """Blogs `filler-<first>` to the one before `filler-<last>`, some with a domain."""
        fill(first, last)
        names = [f"Filler {number}" for number in range(first, last) if number % OWN_DOMAINS == 0]
        rows = Tenant.objects.filter(name__in=names)
        DomainClaim.objects.bulk_create(
            DomainClaim(tenant=row, domain=f"own-{row.name.split()[1]}.example") for row in rows
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
