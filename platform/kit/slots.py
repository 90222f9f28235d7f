"""So many of a kind at once on one machine, whichever processes they are in."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def slot(name: str, most: int) -> Iterator[bool]:
    """Take one of `most` places of that name; whether one was free. Nobody waits.

    The kernel frees the place of a process that is killed.
    """
    handle = next(filter(None, (_taken(name, number) for number in range(most))), None)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def _taken(name: str, number: int) -> int | None:
    """A file that is held, of this user of the machine; None while somebody else holds it."""
    path = Path(tempfile.gettempdir()) / f"inkstead-{os.getuid()}-{name}-{number}"
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return handle
    os.close(handle)
    return None
