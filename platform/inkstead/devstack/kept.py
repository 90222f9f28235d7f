"""A server under its keeper, seen by those who use it: hold, start, let go."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from inkstead.devstack.errors import DevstackError
from inkstead.devstack.locks import (
    EXCLUSIVE,
    SHARED,
    is_held,
    locked,
    open_lock,
    try_lock,
    wait_lock,
)
from inkstead.devstack.paths import REPO
from inkstead.devstack.spawn import SELF, Identity, clean_environment, popen

# Long, since a Postgres with a thousand blogs has a hundred thousand files to bring to the disk.
START_WITHIN = 330.0


@dataclass(frozen=True)
class Launch:
    """What the keeper is to start, as whom, and the signal that ends it well."""

    command: Sequence[str | Path]
    stop_signal: signal.Signals
    identity: Identity = SELF
    stop_within: float = 20.0  # seconds; then it is killed


class Server(Protocol):
    """What a kind of server knows about itself."""

    def prepare(self) -> Launch:
        """Put everything in order for a start; the server is down."""

    def is_ready(self) -> bool:
        """True once it answers."""

    def settle(self) -> None:
        """What is left to do once it answers, before anyone else may use it; can be repeated."""


@dataclass
class Kept:
    """One server of one data folder, and this process's hold on it."""

    name: str
    data: Path
    _hold: int | None = field(default=None, init=False)
    _keeper: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _log_start: int = field(default=0, init=False)

    @property
    def log(self) -> Path:
        return self.data / "logs" / f"{self.name}.log"

    def _file(self, kind: str) -> Path:
        return self.data / "run" / f"{self.name}.{kind}"

    @property
    def is_used(self) -> bool:
        """True while this process holds the server."""
        return self._hold is not None

    def is_running(self) -> bool:
        """True while a keeper lives; its server may still be starting or stopping."""
        self._reap()
        return is_held(self._file("keeper"))

    def ensure(self, server: Server) -> bool:
        """Hold the server, starting it if nobody did; True when this call started it.

        All happens under a lock, so that of two processes one starts it and the other waits.
        """
        self._take_hold()
        try:
            with locked(self._file("start"), seconds=START_WITHIN):
                fresh = not self.is_running()
                if fresh:
                    self._launch(server.prepare())
                self._wait_until(server.is_ready)
                server.settle()
        except BaseException:
            self.let_go()
            raise
        return fresh

    def let_go(self) -> None:
        """Give up the hold; when it was the last, wait until the server has stopped."""
        if self._hold is None:
            return
        hold, self._hold = self._hold, None
        try:
            if try_lock(hold, EXCLUSIVE):
                self._stop_keeper()
            elif not try_lock(hold, SHARED):  # the keeper has it: it is stopping already
                self._wait_for_keeper()
        finally:
            os.close(hold)

    def _take_hold(self) -> None:
        if self._hold is not None:
            return
        hold = open_lock(self._file("hold"))
        if not wait_lock(hold, SHARED, seconds=START_WITHIN):
            os.close(hold)
            msg = f"{self.name} is stopping and does not end. Its log: {self.log}"
            raise DevstackError(msg)
        self._hold = hold

    def _launch(self, launch: Launch) -> None:
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self._keeper = popen(
            [
                *(sys.executable, "-m", "inkstead.devstack.keeper"),
                *(self._file("hold"), self._file("keeper"), self._specification(launch)),
            ],
            output=subprocess.DEVNULL,
            environment=clean_environment() | {"PYTHONPATH": str(REPO / "platform")},
        )

    def _wait_until(self, is_ready: Callable[[], bool]) -> None:
        end = time.monotonic() + START_WITHIN
        while not is_ready():
            ended = self._keeper is not None and self._keeper.poll() is not None
            if ended or time.monotonic() > end:
                raise DevstackError(self._failure())
            time.sleep(0.02)

    def _specification(self, launch: Launch) -> str:
        return json.dumps(
            {
                "command": [str(part) for part in launch.command],
                "log": str(self.log),
                "stop": int(launch.stop_signal),
                "stop_within": launch.stop_within,
                "kind": launch.identity.kind,
                "uid": launch.identity.uid,
                "gid": launch.identity.gid,
            }
        )

    def _failure(self) -> str:
        text = self.log.read_bytes()[self._log_start :] if self.log.exists() else b""
        last = text.decode(errors="replace").strip().splitlines()[-6:]
        return "\n  ".join([f"{self.name} did not start. The end of {self.log}:", *last])

    def _stop_keeper(self) -> None:
        if self.is_running():
            pid = self._keeper.pid if self._keeper else int(self._file("keeper").read_text())
            os.kill(pid, signal.SIGTERM)
            self._wait_for_keeper()

    def _wait_for_keeper(self) -> None:
        end = time.monotonic() + START_WITHIN
        while self.is_running() and time.monotonic() < end:
            time.sleep(0.02)
        self._reap()

    def _reap(self) -> None:
        if self._keeper is not None and self._keeper.poll() is not None:
            self._keeper = None
