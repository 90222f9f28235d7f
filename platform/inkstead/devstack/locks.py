"""Locks between processes. The kernel drops them with their holder, a kill -9 included."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHARED = fcntl.LOCK_SH
EXCLUSIVE = fcntl.LOCK_EX


def open_lock(path: Path) -> int:
    """Open the lock's file, never emptying it; the descriptor is not inherited over exec."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def try_lock(descriptor: int, kind: int) -> bool:
    """Take the lock if it is free now. A refused change of kind gives up the kind held before."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_lock(descriptor: int, kind: int, *, seconds: float) -> bool:
    """Take the lock, waiting up to `seconds` for its holder; False when it stayed taken."""
    end = time.monotonic() + seconds
    while not try_lock(descriptor, kind):
        if time.monotonic() > end:
            return False
        time.sleep(0.03)
    return True


def is_held(path: Path) -> bool:
    """True while another process holds the lock exclusively."""
    if not path.exists():
        return False
    descriptor = open_lock(path)
    try:
        return not try_lock(descriptor, SHARED)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path, *, seconds: float) -> Iterator[None]:
    """Hold the lock for a block; TimeoutError when its holder does not let go in time."""
    descriptor = open_lock(path)
    try:
        if not wait_lock(descriptor, EXCLUSIVE, seconds=seconds):
            msg = f"{path} stayed locked for {seconds:.0f} s"
            raise TimeoutError(msg)
        yield
    finally:
        os.close(descriptor)
