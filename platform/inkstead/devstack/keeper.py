"""A small process beside each server: it ends the server when nobody holds it any more.

Everyone who uses a server holds a shared lock on `<server>.hold`. The kernel drops it with its
holder, even after kill -9, so the keeper needs no list of users: once it gets the lock for itself
alone, nobody is left. It holds `<server>.keeper` while it lives; the file has its pid.

    python -m inkstead.devstack.keeper HOLD KEEPER SPECIFICATION

`SPECIFICATION` is JSON: command, log, kind, uid, gid, stop (a signal's number), stop_within (in
seconds).
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from inkstead.devstack.locks import EXCLUSIVE, open_lock, try_lock, wait_lock
from inkstead.devstack.spawn import Identity, clean_environment, popen

LOOK_EVERY = 0.25
FLUSH_ABOVE = 10_000_000

_asked_to_stop = False


def _ask_to_stop(_number: int, _frame: object) -> None:
    global _asked_to_stop
    _asked_to_stop = True


def main(arguments: list[str]) -> int:
    """Start the server, wait for its end or its last user's, and leave with the server's code."""
    hold_path, keeper_path, specification = arguments
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    keeper = open_lock(Path(keeper_path))
    if not wait_lock(keeper, EXCLUSIVE, seconds=5):  # those who ask `is_held` have it for a moment
        return 3
    os.ftruncate(keeper, 0)
    os.pwrite(keeper, str(os.getpid()).encode(), 0)
    hold = open_lock(Path(hold_path))
    wanted = json.loads(specification)
    server = _start(wanted)
    while server.poll() is None and not _asked_to_stop and not try_lock(hold, EXCLUSIVE):
        time.sleep(LOOK_EVERY)
    _end(server, wanted["stop"], wanted["stop_within"])
    return server.returncode or 0


def _start(specification: dict[str, Any]) -> subprocess.Popen[bytes]:
    log = Path(specification["log"])
    if log.exists() and log.stat().st_size > FLUSH_ABOVE:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as output:
        return popen(
            specification["command"],
            output=output,
            environment=clean_environment(),
            identity=Identity(specification["kind"], specification["uid"], specification["gid"]),
            death_signal=specification["stop"],
        )


def _end(server: subprocess.Popen[bytes], stop: int, patience: float) -> None:
    """Ask, wait, insist: a server that cannot write its last page must not stay for ever."""
    for number, seconds in ((stop, patience), (signal.SIGKILL, 5.0)):
        if server.poll() is not None:
            return
        server.send_signal(number)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
