"""Enter a tenant's schema and role for one transaction, and know which one is entered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.db import ProgrammingError, connections, transaction
from psycopg import errors

from tenants.db.base import DatabaseWrapper, Scope
from tenants.plans.limits import UNLIMITED, Limits

if TYPE_CHECKING:
    from psycopg import sql


_looking_only: ContextVar[bool] = ContextVar("looking_only", default=False)

RENEWALS = 2  # connections that are tried after one that may not enter a blog's role


class TenantKey(Protocol):
    """Whatever names a tenant: a Tenant row, or the reference a host resolved to."""

    @property
    def id(self) -> UUID: ...
    @property
    def schema_name(self) -> str: ...


class TenantScopeError(RuntimeError):
    """Tenant data was touched outside a tenant transaction, or inside another tenant's."""


def database_of(tenant: TenantKey) -> str:
    """The alias of the database that holds `tenant`: one today, looked up only here."""
    return "default"


def tenant_connection(alias: str = "default") -> DatabaseWrapper:
    """The calling thread's connection to `alias`, typed."""
    return cast(DatabaseWrapper, connections[alias])


def current_tenant_id() -> UUID | None:
    """The tenant whose transaction is open in this thread, or None."""
    scope = tenant_connection().scope
    return scope.tenant_id if scope else None


def require_tenant_id() -> UUID:
    """Like current_tenant_id, but raises TenantScopeError when there is none."""
    tenant_id = current_tenant_id()
    if tenant_id is None:
        raise TenantScopeError(
            "This belongs to a blog: open its transaction first, with tenant_transaction(tenant)."
        )
    return tenant_id


def current_limits() -> Limits:
    """What the plan of the open blog allows whoever writes there now."""
    scope = tenant_connection().scope
    return scope.limits if scope else UNLIMITED


def role_of(schema_name: str) -> str | None:
    """The database role of a tenant (named like its schema), or None where roles are off."""
    return schema_name if settings.TENANT_ROLES else None


@contextmanager
def looking_only(yes: bool) -> Iterator[None]:
    """Within the block Postgres refuses every write of a tenant transaction, if `yes`."""
    token = _looking_only.set(yes)
    try:
        yield
    finally:
        _looking_only.reset(token)


def is_looking_only() -> bool:
    """Whether nothing may be written to a blog now."""
    return _looking_only.get()


@contextmanager
def tenant_transaction(tenant: TenantKey, *, limits: Limits = UNLIMITED) -> Iterator[Scope]:
    """Run a block in `tenant`'s schema, under its role, in one transaction.

    Whoever opens it for what people write says the `limits` of the blog's plan.

    BEGIN, role and path go to the server in one batch. The block commits at its end and rolls
    back on an exception. Inside an open public transaction it becomes a savepoint; inside another
    tenant's it is refused with TenantScopeError.
    """
    connection = tenant_connection(database_of(tenant))
    if connection.scope is not None:
        raise TenantScopeError("One transaction, one tenant: another one is open in this thread.")
    outermost = not connection.in_atomic_block
    scope = Scope(tenant_id=tenant.id, schema=tenant.schema_name, limits=limits)
    with _begun(connection, scope, outermost=outermost) as scope.begun:
        scope.savepoints = len(connection.savepoint_ids)
        try:
            yield scope
        except BaseException:
            connection.leave(commit=False, outermost=outermost)
            raise
        connection.leave(commit=not connection.needs_rollback, outermost=outermost)


@contextmanager
def let_go() -> Iterator[UUID]:
    """Commit the open tenant transaction, run a block in none, and begin the next one behind it.

    For what waits for another machine: the block gets the tenant's id and touches no table. What
    was locked is not any more, and what was read may be another's by then. Raises TenantScopeError
    within a savepoint, which promised that all of it can be undone, and where it is to be rolled
    back: it would be lost in silence.
    """
    connection, tenant_id = tenant_connection(), require_tenant_id()
    scope = cast(Scope, connection.scope)
    if len(connection.savepoint_ids) != scope.savepoints:
        raise TenantScopeError("A transaction is not let go from within a savepoint.")
    if connection.needs_rollback:
        raise TenantScopeError("A transaction that is to be rolled back is not let go.")
    outermost = not scope.savepoints
    connection.leave(commit=True, outermost=outermost)
    scope.begun.close()
    try:
        yield tenant_id
    finally:
        scope.owed = {}
        scope.begun.push(_begun(connection, scope, outermost=outermost))


def _begun(connection: DatabaseWrapper, scope: Scope, *, outermost: bool) -> ExitStack:
    """The transaction, open and inside the schema; to be left by whoever called.

    A backend that works out which roles it may enter while a new one comes to be can keep the
    list without it, until the next one comes. Nothing was done in the transaction yet, so another
    connection begins it again.
    """
    left = RENEWALS if outermost else 0
    while True:
        connection.ensure_connection()
        with ExitStack() as begun:
            begun.enter_context(transaction.atomic(using=connection.alias))
            try:
                only = outermost and is_looking_only()  # a savepoint has no mode of its own
                connection.enter(scope, role=role_of(scope.schema), looking_only=only)
            except ProgrammingError as error:
                if not left or not isinstance(error.__cause__, errors.InsufficientPrivilege):
                    raise
                transaction.set_rollback(True, using=connection.alias)
            else:
                return begun.pop_all()
        left -= 1
        connection.renew()


def owe_public(key: str, statement: sql.Composable) -> None:
    """Write to the public schema at the end of the open tenant transaction (see `owe`)."""
    tenant_connection().owe(key, statement)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A savepoint of the open tenant transaction: an exception undoes what was owed as well."""
    scope = tenant_connection().scope
    owed = dict(scope.owed) if scope else {}
    try:
        with transaction.atomic():
            yield
    except BaseException:
        if scope:
            scope.owed = owed
        raise
