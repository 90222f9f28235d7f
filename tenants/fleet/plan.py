"""What a group of schemas of one version lacks: planned by Django once, on one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.core.management import CommandError
from django.db.migrations import Migration
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import AmbiguityError, MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from tenants.db.scope import tenant_connection
from tenants.fleet.census import NOWHERE, Member, true_versions
from tenants.fleet.hand import Hand
from tenants.fleet.plain import is_plain
from tenants.provisioning.recording import Recording, scratch_schema
from tenants.provisioning.template import Target, tenant_leaves
from tenants.provisioning.version import Key, version_of

type Aim = Callable[[MigrationLoader], Sequence[Target]]


@dataclass(slots=True)
class Step:
    """One migration, there or back, for every schema of a group.

    `statements` are sent as they are, with the rows of django_migrations that come and go. Without
    them `state` is what Django needs to do it in each schema by itself.
    """

    label: str
    migration: Migration | None
    backwards: bool
    before: str = ""  # versions
    after: str = ""
    added: list[Key] = field(default_factory=list)
    removed: list[Key] = field(default_factory=list)
    statements: list[str] | None = None
    state: ProjectState | None = None


@dataclass(slots=True)
class Group:
    """Schemas of one version, and the steps that bring each of them to the same end."""

    members: list[Member]
    loader: MigrationLoader
    applied: set[Key]
    plan: list[tuple[Migration, bool]]
    steps: list[Step] = field(default_factory=list)
    trouble: str = ""  # why nothing can be done to any of them


def leaves(loader: MigrationLoader) -> Sequence[Target]:
    """Aim: all that the code has."""
    return tenant_leaves(loader)


def aim_at(label: str, name: str | None) -> Aim:
    """Aim as `migrate LABEL NAME` does; "zero" unapplies all. Raises CommandError."""

    def aim(loader: MigrationLoader) -> Sequence[Target]:
        if name is None:
            return [leaf for leaf in loader.graph.leaf_nodes() if leaf[0] == label]
        if name == "zero":
            return [(label, None)]
        return [_by_prefix(loader, label, name)]

    return aim


def _by_prefix(loader: MigrationLoader, label: str, name: str) -> Key:
    try:
        found = loader.get_migration_by_prefix(label, name)
    except (AmbiguityError, KeyError) as error:
        raise CommandError(f"There is not one migration {name!r} of {label!r}.") from error
    key = (label, found.name)
    if key not in loader.graph.nodes and key in loader.replacements:
        last: Key = loader.replacements[key].replaces[-1]  # squashed, and applied in part
        return last
    return key


def grouped(
    members: Iterable[Member],
    aim: Aim = leaves,
    *,
    on_drift: Callable[[str], None] = lambda schema: None,
) -> list[Group]:
    """Groups of members, by version, that are not where `aim` points; the largest first.

    The one that a group is planned on is looked at first: `on_drift` is told of a schema that is
    not what was noted of it, and it goes to the group it belongs to.
    """
    by_version: dict[str, list[Member]] = {}
    for member in members:
        by_version.setdefault(member.version, []).append(member)
    for version in list(by_version):
        for member in _not_as_noted(by_version[version]):
            by_version[version].remove(member)
            truth = true_versions([member.schema]).get(member.schema, NOWHERE)
            by_version.setdefault(truth, []).append(replace(member, version=truth))
            on_drift(member.schema)
    groups = [_group(found, aim) for found in by_version.values() if found]
    return sorted(
        (g for g in groups if g.trouble or g.plan or missing_replacements(g)),
        key=lambda group: -len(group.members),
    )


def _not_as_noted(members: list[Member]) -> list[Member]:
    """Those in front of the first that is what was noted of it."""
    found = []
    for member in members:
        if true_versions([member.schema]).get(member.schema, NOWHERE) == member.version:
            break
        found.append(member)
    return found


def _group(members: list[Member], aim: Aim) -> Group:
    connection = tenant_connection()
    with connection.migrating(members[0].schema):
        executor = MigrationExecutor(connection)
        applied = set(executor.recorder.applied_migrations())
        group = Group(members, executor.loader, applied, [])
        try:
            executor.loader.check_consistent_history(connection)
        except InconsistentMigrationHistory as error:
            group.trouble = str(error)
        else:
            group.plan = executor.migration_plan(aim(executor.loader))
    return group


def missing_replacements(group: Group, applied: set[Key] | None = None) -> list[Key]:
    """Squashed migrations that count as applied and are not noted yet, as Django notes them."""
    noted = group.applied if applied is None else applied
    loader = group.loader
    applies = dict.fromkeys(noted, Migration("", ""))  # only the keys count
    return [
        key
        for key in loader.replacements
        if key not in noted and loader.all_replaced_applied(key, applies)
    ]


def work_out(group: Group, *, fake: bool = False, by_hand: bool = False) -> None:
    """Fill in the group's steps. `fake`: only the rows; `by_hand`: Django does each schema."""
    states = {} if fake else _states(group)
    recorded = {} if fake or by_hand else _record(group, states)
    applied = set(group.applied)
    for migration, backwards in group.plan:
        step = Step(f"{migration.app_label}.{migration.name}", migration, backwards)
        said = recorded.get((migration.app_label, migration.name))
        rows = _rows(group.loader, migration)
        step.added, step.removed = ([], rows) if backwards else (rows, [])
        if fake:
            step.statements = []
        elif said is not None:
            step.statements = said
        else:
            step.state = states[migration]
            _ = step.state.apps  # rendered once; each schema's copy has them
        _add(group, step, applied)
    if squashed := missing_replacements(group, applied):
        _add(group, Step("squashed", None, False, added=squashed, statements=[]), applied)


def _add(group: Group, step: Step, applied: set[Key]) -> None:
    step.before = version_of(applied)
    applied |= set(step.added)
    applied -= set(step.removed)
    step.after = version_of(applied)
    group.steps.append(step)


def _rows(loader: MigrationLoader, migration: Migration) -> list[Key]:
    """The rows that Django notes for `migration`: those it replaces, too."""
    rows = [
        row
        for key in migration.replaces
        for row in (
            _rows(loader, loader.disk_migrations[key]) if key in loader.disk_migrations else [key]
        )
    ]
    return list(dict.fromkeys([*rows, (migration.app_label, migration.name)]))


def _record(group: Group, states: dict[Migration, ProjectState]) -> dict[Key, list[str]]:
    """Run the plan in a scratch schema of the group's version; keep what plain migrations said."""
    if not any(is_plain(migration) for migration, _back in group.plan):
        return {}
    connection = tenant_connection()
    recording, said = Recording(connection), {}
    with scratch_schema(connection) as scratch:
        hand = Hand(connection, group.loader)
        MigrationRecorder(connection).ensure_schema()
        _bring_to_start(hand)
        with recording.running():
            for migration, backwards in group.plan:
                hand.step(migration, states[migration], backwards=backwards)
                statements = recording.take()
                if is_plain(migration) and not any(scratch in text for text in statements):
                    said[(migration.app_label, migration.name)] = statements
    return said


def _bring_to_start(hand: Hand) -> None:
    state = hand.first_state()
    for migration in hand.whole_plan():
        if hand.is_applied(migration):
            state = hand.apply_migration(state, migration)


def _states(group: Group) -> dict[Migration, ProjectState]:
    """The project's state before each migration of the plan (going back: before it was applied)."""
    hand = Hand(tenant_connection(), group.loader)
    wanted = {migration for migration, _back in group.plan}
    backwards = any(back for _migration, back in group.plan)
    state = hand.first_state() if backwards else hand.state_of_applied()
    states: dict[Migration, ProjectState] = {}
    for migration in hand.whole_plan():
        if migration in wanted:
            states[migration] = state
            state = migration.mutate_state(state, preserve=True)
        elif backwards and hand.is_applied(migration):
            migration.mutate_state(state, preserve=False)
    return states
