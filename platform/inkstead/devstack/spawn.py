"""How child processes are made: a clean environment, another identity, an end with their parent."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from inkstead.devstack import become


@dataclass(frozen=True)
class Identity:
    """As whom a server runs: ourselves, root in an empty user namespace, or another user."""

    kind: str = "self"
    uid: int | None = None
    gid: int | None = None


SELF = Identity()
NAMESPACE = Identity("namespace")


def clean_environment() -> dict[str, str]:
    """What a server sees: no PG*, LD_*, PYTHON* or locale of the person at the terminal."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "TMPDIR") if name in os.environ}
    return {"PATH": os.defpath} | kept | {"LC_ALL": "C", "TZ": "UTC"}


def disguised(
    command: Sequence[str | Path], identity: Identity, death_signal: int | None
) -> list[str]:
    """The command as that identity, ended by that signal when we die; see become.py."""
    plain = [str(part) for part in command]
    if identity == SELF and death_signal is None:
        return plain
    wanted = {
        "kind": identity.kind,
        "uid": identity.uid,
        "gid": identity.gid,
        "parent": os.getpid(),
        "signal": death_signal,
    }
    return [sys.executable, "-IS", become.__file__, json.dumps(wanted), *plain]


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
        disguised(command, identity, death_signal),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=cwd,
        start_new_session=True,
    )


def run(
    command: Sequence[str | Path], *, identity: Identity = SELF, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a short command to its end in a clean environment; its code is the caller's to judge."""
    return subprocess.run(
        disguised(command, identity, None),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment() | more,
        cwd="/",
    )
