"""How long something takes, and what it costs: wall and processor seconds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.figures import ROOT


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall, and seconds of processor."""

    wall: float
    cpu: float


def command(environment: Mapping[str, str], *arguments: str) -> Took:
    """Run `manage.py` with `arguments` to its end; CalledProcessError when it fails."""
    line = [sys.executable, str(ROOT / "manage.py"), *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(line, env=dict(environment), stdout=sys.stderr)
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, line)
    return Took(wall, usage.ru_utime + usage.ru_stime)


def timed(act: Callable[[], object]) -> float:
    """The seconds that `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def middle(rounds: Sequence[Took]) -> Took:
    """The median of each."""
    return Took(median(took.wall for took in rounds), median(took.cpu for took in rounds))
