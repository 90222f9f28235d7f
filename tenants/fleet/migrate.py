"""Bring the fleet to where the code is, or to where somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor

from tenants.db.scope import tenant_connection
from tenants.fleet.census import NOWHERE, Member, correct, fleet, samples, true_versions
from tenants.fleet.plan import Aim, Group, grouped, leaves, work_out
from tenants.fleet.run import Failure, Result, Run
from tenants.models import FleetSchema
from tenants.provisioning.template import tenant_leaves

RESTLESS = "somebody else changes its migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of a run."""

    aim: Aim = leaves
    only: Sequence[UUID] = ()  # tenants; none: all of the fleet
    canary: int | None = None  # so many blogs and no more
    fake: bool = False
    fake_initial: bool = False

    def members(self) -> list[Member]:
        """The schemas it is about, as they are noted now."""
        return fleet(only=self.only, canary=self.canary)

    def is_done(self) -> bool:
        """Whether the whole fleet is where it is to be, as told by one schema of each version."""
        if self.only or self.canary is not None:
            return False
        found, moved = samples(), list[str]()
        if found is None or grouped(found, self.aim, on_drift=moved.append):
            return False
        return not moved  # it spoke for others, who are still to be looked at


def migrate_fleet(
    order: Order,
    *,
    on_start: Callable[[list[Group]], None] = lambda groups: None,
    on_done: Callable[[], None] = lambda: None,
) -> Result:
    """Migrate what is behind, until nothing is but what failed.

    Schemas that come to be meanwhile are looked for again. `on_start` is told the groups of each
    pass, `on_done` each schema that is through.
    """
    total, seen, moved_once = Result(), set[str](), set[str]()
    if order.is_done():
        return total
    while True:
        members = [member for member in order.members() if member.schema not in seen]
        _note_unknown(members)
        groups = grouped(members, order.aim, on_drift=_mend_note)
        if not groups:
            return total
        planned = {member.schema for group in groups for member in group.members}
        on_start(groups)
        result = _pass(groups, order, on_done)
        total.migrated += result.migrated
        total.failures += result.failures
        # What somebody changed behind our back is noted now and planned anew, once.
        moved = {member.schema for member in result.moved}
        total.failures += [Failure(m, "", RESTLESS) for m in result.moved if m.schema in moved_once]
        seen |= planned - (moved - moved_once)
        moved_once |= moved


def _pass(groups: list[Group], order: Order, on_done: Callable[[], None]) -> Result:
    result = Result()
    for group in groups:
        try:
            _make_ready(group, order)
        except DatabaseError as error:  # the migration itself fails, on an empty blog
            group.trouble = str(error).strip().split("\n")[0]
        if group.trouble:
            failed = [Failure(member, "", group.trouble) for member in group.members]
            result.failures += failed
            for _one in failed:
                on_done()
    ready = [group for group in groups if not group.trouble]
    if ready:
        done = Run(ready, on_done=on_done, fake_initial=order.fake_initial).to_the_end()
        result.migrated += done.migrated
        result.failures += done.failures
        result.moved += done.moved
    return result


def _make_ready(group: Group, order: Order) -> None:
    if not group.trouble:
        work_out(group, fake=order.fake, by_hand=order.fake_initial or len(group.members) == 1)


def _mend_note(schema: str) -> None:
    if true_versions([schema]):
        correct(schema)


def _note_unknown(members: list[Member]) -> None:
    """Give schemas from before there were notes, or that came another way, a row."""
    rows = [
        FleetSchema(pk=m.schema, version=m.version, has_role=settings.TENANT_ROLES)
        for m in members
        if not m.is_noted and m.version != NOWHERE
    ]
    FleetSchema.objects.bulk_create(rows, ignore_conflicts=True)


def schemas_behind() -> list[str]:
    """The blogs' schemas that lack a tenant migration of today's code."""
    behind = grouped(fleet())
    return [member.schema for group in behind for member in group.members if member.tenant_id]


def migrate_schema(name: str) -> None:
    """Apply what one schema lacks, Django's way; a DatabaseError leaves the last whole migration.

    For a schema that no tenant points at yet, such as one being restored.
    """
    connection = tenant_connection()
    with connection.migrating(name):
        executor = MigrationExecutor(connection)
        executor.migrate(tenant_leaves(executor.loader))
    correct(name)
