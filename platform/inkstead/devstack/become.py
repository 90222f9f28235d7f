"""Become another process: change the user, tie the end to the parent's, then exec.

    python -IS become.py '{"kind": …, "uid": …, "gid": …, "parent": …, "signal": …}' COMMAND…

A program of its own and no `preexec_fn`: between fork and exec, a process with threads may run no
Python safely. It imports nothing of the project.
"""

import ctypes
import json
import os
import sys
from typing import Any

PR_SET_PDEATHSIG = 1


def change_user(wanted: dict[str, Any]) -> None:
    """In a namespace without a user mapping, root is seen as nobody special; files stay root's."""
    if wanted["kind"] == "namespace" and sys.platform == "linux":
        os.unshare(os.CLONE_NEWUSER)
    elif wanted["kind"] == "user":
        os.setgroups([])
        os.setgid(wanted["gid"])
        os.setuid(wanted["uid"])


def end_with_parent(parent: int, number: int) -> None:
    """Only Linux can. Last, since a change of user clears it; too late when the parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            sys.exit(1)


def main() -> None:
    wanted = json.loads(sys.argv[1])
    change_user(wanted)
    if wanted["signal"]:
        end_with_parent(wanted["parent"], wanted["signal"])
    os.execvp(sys.argv[2], sys.argv[2:])


if __name__ == "__main__":
    main()
