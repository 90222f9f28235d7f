"""The site's own processes: start them, start them again when they crash, end them all."""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inkstead.devstack.keeper import FLUSH_ABOVE
from inkstead.devstack.paths import REPO
from inkstead.devstack.seen import runs
from inkstead.devstack.spawn import popen

STOP_WITHIN = 10.0
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0


@dataclass
class Process:
    """One process with its log; in a session of its own, so that Ctrl-C reaches only us."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    crashes: int = field(default=0, init=False)
    due_at: float = field(default=0.0, init=False)

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > FLUSH_ABOVE:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self.running = popen(
                self.command,
                output=output,
                environment=self.environment,
                death_signal=signal.SIGTERM,
                cwd=REPO,
            )
        self.started_at = time.monotonic()

    def code(self) -> int | None:
        """The exit code of an ended process, None while it runs or before it was started."""
        return self.running.poll() if self.running else None

    def last_lines(self, count: int = 15) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(f"    {line}" for line in text.splitlines()[-count:])

    def signal(self, number: int) -> None:
        """Signal the process itself: its own children are its to end."""
        if self.code() is None and self.running:
            self.running.send_signal(number)

    def kill_group(self) -> None:
        """End whatever is left of the process and its children."""
        if self.running:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()


def stop_all(processes: Sequence[Process]) -> None:
    """Ask all at once, wait, then end by force what is left, children of children included."""
    for process in processes:
        process.signal(signal.SIGTERM)
    end = time.monotonic() + STOP_WITHIN
    while any(p.running and p.code() is None for p in processes) and time.monotonic() < end:
        time.sleep(0.05)
    for process in processes:
        process.kill_group()


def note_down(processes: Sequence[Process], path: Path) -> None:
    """Write down what runs, for a next start to end should this one be killed."""
    noted = [{"pid": p.running.pid, "command": list(p.command)} for p in processes if p.running]
    path.write_text(json.dumps(noted))


def end_noted(path: Path) -> None:
    """End what a killed run left behind; a number that is somebody else's by now is let be.

    Where the kernel ends children with their parent (Linux) there is nothing to find.
    """
    noted = json.loads(path.read_text() or "[]") if path.exists() else []
    left = [entry for entry in noted if runs(entry["pid"], entry["command"])]
    for entry in left:
        os.kill(entry["pid"], signal.SIGTERM)
    end = time.monotonic() + STOP_WITHIN
    for entry in left:
        while runs(entry["pid"], entry["command"]) and time.monotonic() < end:
            time.sleep(0.05)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(entry["pid"], signal.SIGKILL)  # what is left of its children


def restart_crashed(processes: Sequence[Process], say: Callable[[str], None]) -> bool:
    """Start again what ended by itself, after a pause of 1 s to 30 s; True when one was started."""
    restarted = False
    now = time.monotonic()
    for process in processes:
        code = process.code()
        if code is None:
            continue
        if process.due_at:
            if now >= process.due_at:
                process.due_at = 0.0
                process.start()
                restarted = True
            continue
        process.crashes = process.crashes + 1 if now - process.started_at < HEALTHY_AFTER else 1
        pause = min(LONGEST_PAUSE, 2.0 ** (process.crashes - 1))
        process.due_at = now + pause
        say(f"{process.name} ended (code {code}); again in {pause:.0f} s. Its log: {process.log}")
    return restarted
