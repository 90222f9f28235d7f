"""What the fleet has and lacks, in words; nothing is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tenants.db.scope import tenant_connection
from tenants.fleet.census import Member, drifted
from tenants.fleet.migrate import Order
from tenants.fleet.plan import Group, grouped
from tenants.provisioning.template import TemplateOutOfStep, current_template, tenant_labels
from tenants.provisioning.version import Key


def count(members: list[Member]) -> str:
    """`3 blogs and 1 spare`."""
    blogs = sum(member.tenant_id is not None for member in members)
    spares = len(members) - blogs
    words = [f"{blogs:,} blog{'' if blogs == 1 else 's'}"] if blogs or not spares else []
    words += [f"{spares:,} spare{'' if spares == 1 else 's'}"] if spares else []
    return " and ".join(words)


def plan_lines(order: Order) -> Iterator[str]:
    """What a run would do to each group of schemas, as `migrate --plan` says it."""
    for group in grouped(order.members(), order.aim):
        yield f"{count(group.members)}:"
        if group.trouble:
            yield f"  {group.trouble}"
        for migration, backwards in group.plan:
            yield f"  {migration}"
            for operation in migration.operations:
                yield f"      {DjangoMigrate.describe_operation(operation, backwards)[0]}"


def lacks(order: Order, *, template: bool = True) -> Iterator[str]:
    """A line for each thing that is not as it should be, by looking at every schema.

    `template`: whether the script for new blogs counts.
    """
    members = order.members()
    for drift in drifted(members):
        yield f"{drift.member}: its migrations are not those that were noted."
    for group in grouped(members, order.aim):
        yield f"{count(group.members)}: {_names(group)}"
    try:
        if template:
            current_template()
    except TemplateOutOfStep as error:
        yield str(error)


def _names(group: Group) -> str:
    names = [f"{migration.app_label}.{migration.name}" for migration, _back in group.plan]
    return group.trouble or f"not at {', '.join(names) or 'the squashed migrations'}"


def list_lines(order: Order, label: str | None) -> Iterator[str]:
    """Each migration of the tenant apps with how many schemas have it."""
    members = order.members()
    have = _counted(members)
    loader = MigrationLoader(None)
    for app in sorted(tenant_labels() & loader.migrated_apps):
        if label not in {None, app}:
            continue
        yield app
        for key in (k for leaf in loader.graph.leaf_nodes(app) for k in _plan(loader, leaf, app)):
            mark = "X" if have[key] == len(members) else " " if not have[key] else "-"
            yield f" [{mark}] {key[1]} ({have[key]:,} of {len(members):,})"


def _plan(loader: MigrationLoader, leaf: Key, app: str) -> list[Key]:
    return [key for key in loader.graph.forwards_plan(leaf) if key[0] == app]


def _counted(members: list[Member]) -> Counter[Key]:
    by_version: dict[str, list[Member]] = {}
    for member in members:
        by_version.setdefault(member.version, []).append(member)
    have: Counter[Key] = Counter()
    connection = tenant_connection()
    for same in by_version.values():
        with connection.migrating(same[0].schema):
            for key in MigrationRecorder(connection).applied_migrations():
                have[key] += len(same)
    return have
