"""One migration in one schema, Django's way: for what cannot be made into SQL once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from psycopg import sql

from tenants.db.base import DatabaseWrapper, Scope
from tenants.db.waiting import wait_for_locks
from tenants.fleet.census import Member
from tenants.provisioning.recording import NOBODY
from tenants.provisioning.version import note_what_is_true, version_in


class NotAsExpected(RuntimeError):
    """Somebody else changed the schema's migrations since they were planned."""


class _Books(MigrationRecorder):
    """A schema's django_migrations, known to be there: Django asks by listing all relations."""

    def has_table(self) -> bool:
        return True


class Hand(MigrationExecutor):
    """Django's executor with a loader that was built before; it asks the database nothing."""

    def __init__(self, connection: DatabaseWrapper, loader: MigrationLoader) -> None:
        self.connection = connection
        self.loader = loader
        self.recorder = _Books(connection)
        self.progress_callback = None

    def step(
        self,
        migration: Migration,
        state: ProjectState,
        *,
        backwards: bool = False,
        fake_initial: bool = False,
    ) -> None:
        """Apply or unapply one migration; `state` is left as it was."""
        if backwards:
            self.unapply_migration(state.clone(), migration)
        else:
            self.apply_migration(state.clone(), migration, fake_initial=fake_initial)

    def first_state(self) -> ProjectState:
        """Before any migration."""
        return ProjectState(real_apps=self.loader.unmigrated_apps)

    def state_of_applied(self) -> ProjectState:
        """After those that the loader found applied."""
        state = self.first_state()
        for migration in self.whole_plan():
            if self.is_applied(migration):
                migration.mutate_state(state, preserve=False)
        return state

    def whole_plan(self) -> list[Migration]:
        """All migrations in the order of an empty database."""
        targets = self.loader.graph.leaf_nodes()
        return [migration for migration, _back in self.migration_plan(targets, clean_start=True)]

    def is_applied(self, migration: Migration) -> bool:
        """Whether the loader found it applied."""
        return (migration.app_label, migration.name) in self.loader.applied_migrations


def take_step(
    connection: DatabaseWrapper,
    loader: MigrationLoader,
    member: Member,
    migration: Migration,
    state: ProjectState,
    *,
    backwards: bool,
    expected: str,
    fake_initial: bool = False,
) -> None:
    """Do `migration` in the schema of `member` and note the version that comes of it.

    Raises NotAsExpected when the schema's version is not the `expected` one.

    An atomic one is a single transaction with its notes, and with what it owes the public schema:
    inside it the blog is the one whose transaction is open.
    """
    hand = Hand(connection, loader)
    with connection.migrating(member.schema):
        _look(connection, expected)
        if migration.atomic:
            with transaction.atomic(using=connection.alias), _inside(connection, member):
                hand.step(migration, state, backwards=backwards, fake_initial=fake_initial)
                _note(connection, member)
        else:
            _drop_halves(connection, migration, backwards=backwards)
            hand.step(migration, state, backwards=backwards, fake_initial=fake_initial)
            _note(connection, member)


@contextmanager
def _inside(connection: DatabaseWrapper, member: Member) -> Iterator[None]:
    """As in tenant_transaction, but as the application: the tables are its own to change."""
    with connection.cursor() as cursor:
        for statement in wait_for_locks(settings.FLEET_LOCK_TIMEOUT_MS):
            cursor.execute(statement)
    scope = Scope(tenant_id=member.tenant_id or NOBODY, schema=member.schema)
    connection.scope = scope
    try:
        yield
        if member.tenant_id and not connection.needs_rollback and scope.owed:
            connection.run_batch([b"SET LOCAL search_path TO DEFAULT", *scope.owed.values()])
    finally:
        connection.scope = None


def _look(connection: DatabaseWrapper, expected: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(version_in())
        row = cursor.fetchone()
    if row is None or row[0] != expected:
        raise NotAsExpected


def _note(connection: DatabaseWrapper, member: Member) -> None:
    with connection.cursor() as cursor:
        note_what_is_true(cursor, member.schema)


def _drop_halves(connection: DatabaseWrapper, migration: Migration, *, backwards: bool) -> None:
    """An index that an interrupted attempt left: invalid, or whole and not noted."""
    for operation in migration.operations:
        name = None
        if isinstance(operation, AddIndexConcurrently) and not backwards:
            name = operation.index.name
        elif isinstance(operation, RemoveIndexConcurrently) and backwards:
            name = operation.name
        if name:
            drop = sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier(name))
            with connection.cursor() as cursor:
                cursor.execute(drop)
