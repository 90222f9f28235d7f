"""How a view says that its page may be kept: one header, which no reader ever sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpResponse

from tenants.http import TenantRef

HEADER = "Inkstead-Keep"
FOREVER = "-"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whose page it is, of which content version, and until when it is true."""

    tenant_id: UUID
    version: int
    until: float | None  # seconds since 1970; None: until the version moves

    def text(self) -> str:
        """As the header carries it."""
        until = FOREVER if self.until is None else f"{self.until:.6f}"
        return f"{self.tenant_id} {self.version} {until}"

    @classmethod
    def read(cls, text: str) -> Stamp:
        """The stamp again; raises ValueError on anything else."""
        tenant_id, version, until = text.split(" ")
        return cls(UUID(tenant_id), int(version), None if until == FOREVER else float(until))


def keep(response: HttpResponse, tenant: TenantRef, *, until: datetime | None) -> None:
    """Let `response`, a page for everybody, be kept until the blog changes, or `until`.

    The version is the one the process knew before the transaction began, so a change that commits
    meanwhile has a newer one, and what was rendered from old rows is not believed for long.
    """
    moment = None if until is None else until.astimezone(UTC).timestamp()
    response[HEADER] = Stamp(tenant.id, tenant.version, moment).text()
