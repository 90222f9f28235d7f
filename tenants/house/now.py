"""What holds for the whole platform, as this process knows it: no page asks the database for it.

The thread that asks twice a second which blogs changed (`tenants.directory`) reads this row too;
the last that was read holds while the database is away.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tenants.house.models import House


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as pages show it."""

    id: str
    text: str
    severity: str
    plan: int | None
    tenant: str | None
    since: datetime
    until: datetime

    def is_for(self, tenant_id: UUID, plan_id: int | None, at: datetime) -> bool:
        """Whether the people of that blog read it at that moment."""
        here = self.tenant is None or self.tenant == str(tenant_id)
        on_plan = self.plan is None or self.plan == plan_id
        return here and on_plan and self.since <= at < self.until


class HouseNow:
    """The row, kept."""

    def __init__(self) -> None:
        self._notices: tuple[Shown, ...] = ()
        self._version = 0
        self.is_read = False  # whether the row was asked for since the process began

    def notices(
        self, tenant_id: UUID, plan_id: int | None, *, but: Collection[str] = ()
    ) -> list[Shown]:
        """What the people of a blog are to read now, but for those whose ids are in `but`."""
        at = timezone.now()
        return [
            one for one in self._notices if one.id not in but and one.is_for(tenant_id, plan_id, at)
        ]

    def poll(self) -> None:
        """Read the row: one small query. Raises DatabaseError, and then nothing changes."""
        row = House.objects.first()
        self.is_read = True
        if row is not None and row.version != self._version:
            self.keep(row)

    def keep(self, row: House | None) -> None:
        """Believe `row`; None: that there is none."""
        self._version = row.version if row else 0
        self._notices = tuple(_shown(one) for one in (row.notices if row else []))


def _shown(one: dict[str, Any]) -> Shown:
    since, until = (datetime.fromisoformat(one[name]) for name in ("since", "until"))
    words = {name: one[name] for name in ("id", "text", "severity")}
    return Shown(**words, plan=one["plan"], tenant=one["tenant"], since=since, until=until)


house = HouseNow()
