"""What a killed Postgres leaves behind: a pid file that lies, or a server without its keeper."""

import os
import signal
import time
from pathlib import Path

from inkstead.devstack.errors import DevstackError
from inkstead.devstack.seen import runs

# Above every pid the kernel gives out: Postgres sees a dead owner, and goes on to look at its
# shared memory as it does after any crash. Without the file it would not look.
NO_PID = "4194304"
PID_LINE, STATUS_LINE = 0, 7
END_WITHIN = 30.0


def clear_leftovers(cluster: Path) -> None:
    """Make a start possible after any crash. The caller knows that no keeper lives.

    After a restart of the machine or the container the pid in the file may be anybody's; the server
    would refuse to start, so the pid is replaced. A server of ours that still runs is ended.
    """
    lines = _pid_file(cluster)
    pid = int(lines[PID_LINE]) if lines and lines[PID_LINE].isdigit() else None
    if pid is None:
        (cluster / "postmaster.pid").unlink(missing_ok=True)  # cut short by a full disk
    elif _is_postmaster(pid, cluster):
        _end(pid, cluster)
    else:
        (cluster / "postmaster.pid").write_text("\n".join([NO_PID, *lines[1:]]) + "\n")


def postmaster_is_ready(cluster: Path) -> bool:
    """True when the pid file belongs to a living server of this cluster that takes connections."""
    lines = _pid_file(cluster)
    if len(lines) <= STATUS_LINE or lines[STATUS_LINE].strip() != "ready":
        return False
    return _is_postmaster(int(lines[PID_LINE]), cluster)


def _pid_file(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_postmaster(pid: int, cluster: Path) -> bool:
    """True when that process was started as `postgres -D <cluster>`."""
    return runs(pid, ("-D", str(cluster)))


def _end(pid: int, cluster: Path) -> None:
    """Ask for a fast shutdown, then for an immediate one."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        os.kill(pid, number)
        end = time.monotonic() + END_WITHIN / 2
        while _is_postmaster(pid, cluster):
            if time.monotonic() > end:
                break
            time.sleep(0.05)
        else:
            return
    msg = f"A Postgres from an earlier run (process {pid}) does not end; kill it and start again."
    raise DevstackError(msg)
