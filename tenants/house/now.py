"""What holds for the whole platform, as this process knows it: no page asks the database for it.

The thread that asks twice a second which blogs changed (`tenants.directory`) reads this row too;
the last that was read holds while the database is away.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from tenants.house.models import House, Mode

SOONEST = 60  # seconds
FIRST_SECONDS = 1.0  # a process that begins waits so long to hear whether the house is open


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
        self.mode: str = Mode.OPEN
        self.words = ""
        self.until: datetime | None = None
        self.switches: dict[str, dict[str, bool]] = {}
        self._notices: tuple[Shown, ...] = ()
        self._version = 0
        self.was_asked = Event()  # once the row was asked for, whatever came of it
        self.is_read = False
        self._tried_at = -math.inf

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
        if row is not None and row.version != self._version:
            self.keep(row)
        self.is_read = True

    def keep(self, row: House | None) -> None:
        """Believe `row`; None: that there is none."""
        row = row or House(version=0)
        self._version = row.version
        self._notices = tuple(_shown(one) for one in row.notices)
        self.mode, self.words, self.until = row.mode, row.words, row.until
        self.switches = row.switches

    @property
    def is_reading(self) -> bool:
        """Whether nobody writes now."""
        return self.mode == Mode.READING

    @property
    def is_closed(self) -> bool:
        """Whether nobody but admins gets in now."""
        return self.mode == Mode.CLOSED

    @property
    def seconds_left(self) -> int:
        """After how many whoever was refused may try again."""
        left = (self.until - timezone.now()).total_seconds() if self.until else 0
        return max(SOONEST, round(left))

    def begin(self) -> None:
        """Let the thread have asked once; where it could not, ask by this request's connection.

        With the database away one request a poll waits for that, and the others for what they
        want of it alone.
        """
        if settings.HOST_CACHE_POLL_SECONDS and not self.is_read:
            self.was_asked.wait(FIRST_SECONDS)
            self._ask_once()

    def _ask_once(self) -> None:
        now = time.monotonic()
        if self.is_read or now - self._tried_at < settings.HOST_CACHE_POLL_SECONDS:
            return
        self._tried_at = now
        with suppress(DatabaseError):
            self.poll()
        if not connection.in_atomic_block:
            connection.close()  # a kept page may be the answer, and no request of Django's ends


def _shown(one: dict[str, Any]) -> Shown:
    since, until = (datetime.fromisoformat(one[name]) for name in ("since", "until"))
    words = {name: one[name] for name in ("id", "text", "severity")}
    return Shown(**words, plan=one["plan"], tenant=one["tenant"], since=since, until=until)


house = HouseNow()
