"""Many readers at once, by wrk: kept connections, pages at random; what each costs the server."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from bench.cpu import seconds_of

SCRIPT = Path(__file__).with_name("random_requests.lua")
CONNECTIONS = 8
_seeds = count(1)

type Target = tuple[str, str]  # host, path


class Missing(RuntimeError):
    """A program that a figure needs is not on this machine."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one run showed. `cpu` is the server's processor seconds a request; times in seconds."""

    requests: int
    rate: float
    bytes: float
    cpu: float
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class Side:
    """One of those that are compared: where it listens, its process, and what it is asked for.

    `tls`: the host whose certificate it shows; without one it is asked in the clear.
    """

    port: int
    pid: int
    targets: Sequence[Target]
    tls: str = ""

    @property
    def url(self) -> str:
        """Where wrk connects: the script leads every name to this machine."""
        return f"https://{self.tls}:{self.port}/" if self.tls else f"http://127.0.0.1:{self.port}/"


def need(program: str) -> str:
    """The path of a program; raises Missing with how to get it."""
    path = shutil.which(program, path="/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
    if path is None:
        raise Missing(f"There is no {program} on this machine: apt install {program}.")
    return path


def put_load(
    side: Side, *, seconds: int, connections: int = CONNECTIONS, pid: int | None = None
) -> Load:
    """Ask `side` for its targets at random for that long; raises RuntimeError on any refusal.

    `pid`: whose seconds are counted (with its children's), the side's own by default.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(f"{host} {path}\n" for host, path in side.targets)
        file.flush()
        command = [
            *(need("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s"),
            *("-s", str(SCRIPT), side.url),
            *("--", file.name, str(next(_seeds))),
        ]
        before = seconds_of(pid or side.pid)
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        cpu = seconds_of(pid or side.pid) - before
    said = json.loads(printed.splitlines()[-1])
    if said["refused"] or said["broken"] or not said["requests"]:
        raise RuntimeError(f"Not every answer was a page: {said}")
    number = said["requests"]
    return Load(
        requests=number,
        rate=number / said["seconds"],
        bytes=said["bytes"] / number,
        cpu=cpu / number,
        p50=said["p50"],
        p95=said["p95"],
        p99=said["p99"],
    )


def in_turn[Key](
    sides: Mapping[Key, Side], *, rounds: int, seconds: int, warm_up: int = 1
) -> dict[Key, list[Load]]:
    """Load for each side in each round, so that what else the machine does meets all alike."""
    for side in sides.values():
        put_load(side, seconds=warm_up)
    found: dict[Key, list[Load]] = {key: [] for key in sides}
    for _ in range(rounds):
        for key, side in sides.items():
            found[key].append(put_load(side, seconds=seconds))
    return found


def middle(loads: Sequence[Load], what: Callable[[Load], float]) -> float:
    """The median of one of a run's values over the rounds."""
    return median(what(load) for load in loads)
