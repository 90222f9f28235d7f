"""How child processes are made: a clean environment, another identity, an end with their parent."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Identity:
    """As whom a server runs: ourselves, root in an empty user namespace, or another user."""

    kind: str = "self"
    uid: int | None = None
    gid: int | None = None

    def popen_arguments(self) -> dict[str, Any]:
        """The arguments of subprocess that change the user; none unless there is one to change."""
        if self.kind != "user":
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


SELF = Identity()
NAMESPACE = Identity("namespace")


def clean_environment() -> dict[str, str]:
    """What a server sees: no PG*, LD_*, PYTHON* or locale of the person at the terminal."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "TMPDIR") if name in os.environ}
    return {"PATH": os.defpath} | kept | {"LC_ALL": "C", "TZ": "UTC"}


def before_exec(identity: Identity, death_signal: int | None) -> Callable[[], None] | None:
    """The work between fork and exec, or None when there is none.

    In a namespace without a user mapping, root is seen as the overflow user, so Postgres starts,
    while the files it makes stay root's. The death signal is set last: a change of user clears it.
    """
    unshare = getattr(os, "unshare", None) if identity.kind == "namespace" else None
    libc = _libc if death_signal is not None else None
    if unshare is None and libc is None:
        return None
    parent = os.getpid()

    def work() -> None:
        if unshare is not None:
            unshare(os.CLONE_NEWUSER)
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, death_signal)
            if os.getppid() != parent:  # the parent died in between
                os.kill(os.getpid(), signal.SIGKILL)

    return work


def popen(
    command: Sequence[str | Path],
    *,
    output: int | IO[bytes],
    environment: Mapping[str, str],
    identity: Identity = SELF,
    death_signal: int | None = None,
    cwd: Path | str = "/",
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, so that the terminal's signals do not reach it."""
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=cwd,
        start_new_session=True,
        preexec_fn=before_exec(identity, death_signal),
        **identity.popen_arguments(),
    )


def run(
    command: Sequence[str | Path], *, identity: Identity = SELF, cwd: Path | str = "/", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a short command to its end in a clean environment; its code is the caller's to judge."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment() | more,
        cwd=cwd,
        preexec_fn=before_exec(identity, None),
        **identity.popen_arguments(),
    )
