"""Looking at servers and processes from outside."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import redis

from inkstead import devstack
from inkstead.devstack.locks import is_held
from inkstead.devstack.paths import REPO
from tests.support.waiting import until


def ask(services: devstack.Services, query: str) -> Any:
    """The first value of a query's first row."""
    with psycopg.connect(services.database_url, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def ping(services: devstack.Services) -> bool:
    with redis.Redis.from_url(services.redis_url) as client:
        return bool(client.ping())


def pids(data: Path) -> dict[str, int]:
    """Numbers of the postmaster and both keepers."""
    place = json.loads((data / "run" / "postgres.json").read_text())
    return {
        "postmaster": int(Path(place["cluster"], "postmaster.pid").read_text().split()[0]),
        "postgres keeper": int((data / "run" / "postgres.keeper").read_text()),
        "redis keeper": int((data / "run" / "redis.keeper").read_text()),
    }


def is_alive(pid: int) -> bool:
    """False for a zombie too: it has ended."""
    shown = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(shown.stdout.strip()) and not shown.stdout.startswith("Z")


def kill_hard(*numbers: int) -> None:
    for number in numbers:
        os.kill(number, signal.SIGKILL)
    until(lambda: not any(is_alive(number) for number in numbers))


def servers_run(data: Path) -> bool:
    return any(is_held(data / "run" / f"{name}.keeper") for name in ("postgres", "redis"))


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def start_python(code: str, data: Path, **more: str) -> subprocess.Popen[str]:
    """Run a piece of Python in a process of its own; its output is in one pipe."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    environment |= {"PYTHONPATH": f"{REPO / 'platform'}:{REPO}", "INKSTEAD_DATA": str(data)} | more
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
