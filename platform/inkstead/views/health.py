"""Is this process fit to serve? For load balancers and people on call."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

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


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


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
