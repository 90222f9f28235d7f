"""Is this process fit to serve? For load balancers and people on call. Nothing here is secret."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from journal.heartbeat import TICK, age_of
from tenants.provisioning.template import is_current, tenant_labels

WAIT_SECONDS = 1.0


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """JSON: status (ok, degraded, down), database, redis, version. 503 without the database.

    Without Redis blogs are still read and written, only slower, so that is no reason to take the
    process out of service: 200 and `degraded`.
    """
    database, redis = _database_answers(), _redis_answers()
    status = "down" if not database else "ok" if redis else "degraded"
    body = {"status": status, "database": database, "redis": redis, "version": _version()}
    return JsonResponse(body, status=200 if database else 503)


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nobody: a database that is away is no reason to kill it."""
    return JsonResponse({"status": "live", "version": _version()})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Whether to send people here. 503 without the database, or before `migrate` has run.

    JSON: status (ready, degraded, not ready), database, migrations, redis, version, and
    `last_tick_seconds`: how long ago the worker came round, null when never. The worker is told
    of, and judged elsewhere: the pages do not need it.
    """
    found = _ask_database()
    fit = found["database"] and found["migrations"]
    redis = _redis_answers()
    status = "not ready" if not fit else "ready" if redis else "degraded"
    body = {"status": status, **found, "redis": redis, "version": _version()}
    return JsonResponse(body, status=200 if fit else 503)


def _ask_database() -> dict[str, Any]:
    nothing = {"database": False, "migrations": False, "last_tick_seconds": None}
    try:
        if not _database_answers():
            return nothing
        if not _is_migrated():
            return nothing | {"database": True}
        age = age_of(TICK)
    except DatabaseError:
        return nothing
    seconds = None if age is None else round(age.total_seconds(), 1)
    return {"database": True, "migrations": True, "last_tick_seconds": seconds}


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _is_migrated() -> bool:
    """Whether public has all that this code knows, and new blogs can be made."""
    return _wanted() <= set(MigrationRecorder(connection).applied_migrations()) and is_current()


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    labels = tenant_labels()  # the code on disk does not change under a process
    nodes = MigrationLoader(None).graph.nodes
    return frozenset(node for node in nodes if node[0] not in labels)


def _redis_answers() -> bool:
    client = Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=WAIT_SECONDS,
        socket_connect_timeout=WAIT_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        return bool(client.ping())
    except RedisError:
        return False
    finally:
        client.close()


def _version() -> str:
    try:
        return version("inkstead")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "unknown"
