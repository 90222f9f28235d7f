"""The two servers together: what is running, where, and until when."""

import atexit
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inkstead.devstack.house import explain
from inkstead.devstack.kept import Kept
from inkstead.devstack.paths import data_dir, prepare_data_dir
from inkstead.devstack.postgres import Postgres
from inkstead.devstack.redis import Redis

Say = Callable[[str], None]


@dataclass(frozen=True)
class Services:
    """Addresses of the servers, and the names of those that this call started."""

    database_url: str
    redis_url: str
    broker_url: str
    started: tuple[str, ...] = ()

    def environment(self) -> dict[str, str]:
        """The same for child processes."""
        return {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "CELERY_BROKER_URL": self.broker_url,
        }


def ensure(data: Path | None = None, *, fsync: bool = True, say: Say = lambda _: None) -> Services:
    """Start what is not running, and hold it until `stop` or this process's end.

    A server named by DATABASE_URL or REDIS_URL replaces ours. `fsync=False` is for a cluster that
    is thrown away. `say` gets a line when something is unusual. Raises DevstackError.
    """
    folder = data_dir(data)
    prepare_data_dir(folder)
    try:
        return _ensure_both(folder, fsync, say)
    except BaseException:
        stop(folder)
        raise


def stop(data: Path | None = None) -> None:
    """Let go of the servers; those that nobody else holds have ended when this returns."""
    folder = data_dir(data)
    for name in ("redis", "postgres"):
        kept(folder, name).let_go()


def ensure_for_command() -> Services:
    """For `manage.py` without `make run`: servers for as long as the command runs.

    A command that is killed needs no handler here: its hold goes with it, and the servers then end.
    """
    if not os.environ.get("DATABASE_URL"):
        for name in [name for name in os.environ if name.startswith("PG")]:
            del os.environ[name]  # meant for another server
    services = ensure(say=lambda line: print(line, file=sys.stderr))
    atexit.register(stop)
    return services


@cache
def kept(data: Path, name: str) -> Kept:
    """This process's one hold on a server."""
    return Kept(name, data)


def _ensure_both(data: Path, fsync: bool, say: Say) -> Services:
    started: list[str] = []
    database_url = os.environ.get("DATABASE_URL", "")
    if not database_url:
        postgres = Postgres(data, fsync)
        if kept(data, "postgres").ensure(postgres):
            started.append("postgres")
            _explain(postgres, say)
        database_url = postgres.url
    redis_url = os.environ.get("REDIS_URL", "")
    broker_url = os.environ.get("CELERY_BROKER_URL") or _broker_of(redis_url)
    if not redis_url:
        redis = Redis(data)
        if kept(data, "redis").ensure(redis):
            started.append("redis")
        redis_url, broker_url = redis.url, redis.broker_url
    return Services(database_url, redis_url, broker_url, tuple(started))


def _explain(postgres: Postgres, say: Say) -> None:
    line = explain(postgres.house, postgres.data)
    if line:
        say(line)


def _broker_of(redis_url: str) -> str:
    """The same server in Celery's spelling."""
    if redis_url.startswith("unix://"):
        return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
    return redis_url
