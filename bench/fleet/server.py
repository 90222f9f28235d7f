"""Looks into the Postgres server as its superuser: statements, locks, memory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from bench.stage import Stage
from inkstead.devstack.postgres import Postgres

KIB = 1024
_PRIVATE = re.compile(r"^Private_(?:Clean|Dirty|Hugetlb):\s+(\d+) kB$", re.MULTILINE)


@contextmanager
def superuser(stage: Stage, database: str = "inkstead") -> Iterator[psycopg.Connection[Any]]:
    """A connection as the cluster's owner, in autocommit."""
    url = stage.environment["DATABASE_URL"]
    url = url.replace("//inkstead@/inkstead?", f"//postgres@/{database}?")
    with psycopg.connect(url, autocommit=True, application_name="bench") as connection:
        yield connection


def longest_wait(connection: psycopg.Connection[Any], but: str) -> float:
    """For how many seconds a statement has now been waiting for a lock; `but`: not of that name."""
    row = connection.execute(
        "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waitstart)), 0)"
        " FROM pg_locks JOIN pg_stat_activity USING (pid)"
        " WHERE NOT granted AND application_name <> %s",
        [but],
    ).fetchone()
    return float(row[0]) if row else 0.0


def backends(connection: psycopg.Connection[Any]) -> set[int]:
    """The processes that serve the application's connections."""
    rows = connection.execute(
        "SELECT pid FROM pg_stat_activity WHERE usename = 'inkstead' AND datname = 'inkstead'"
    )
    return {pid for (pid,) in rows.fetchall()}


def processor_seconds(pids: Iterable[int]) -> float:
    """What processes have used of the processor so far, all their threads, to the nanosecond."""
    used = 0
    for pid in pids:
        for stat in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            with suppress(OSError):  # a thread that has ended
                used += int(stat.read_text().split()[0])
    return used / 1e9


def cluster_seconds(stage: Stage) -> float:
    """What the database server has used of the processor so far, with backends that have ended."""
    cluster = Path(Postgres(stage.folder / "data").place.cluster)
    postmaster = int((cluster / "postmaster.pid").read_text().splitlines()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    living = processor_seconds([postmaster, *map(int, children)])
    ended = Path(f"/proc/{postmaster}/stat").read_text().rpartition(")")[2].split()[13:15]
    return living + sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")


def private_bytes(pid: int) -> int:
    """The memory that a process shares with nobody; 0 once it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(kib) * KIB for kib in _PRIVATE.findall(text))
