"""What processes cost: the processor's seconds of a process and all its children, from /proc."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM = 1, 11, 12  # in /proc/<pid>/stat, behind the name


def seconds_of(root: int) -> float:
    """What the process `root` and its living children have used so far."""
    return sum(_used(pid) for pid in family(root))


def family(root: int) -> set[int]:
    """`root`, its children, and theirs."""
    children = defaultdict(set)
    for pid, fields in _all():
        children[int(fields[_PARENT])].add(pid)
    found, todo = set(), {root}
    while todo:
        found |= todo
        todo = {child for parent in todo for child in children[parent]} - found
    return found


def _used(pid: int) -> float:
    fields = _fields(pid)
    return (int(fields[_USER]) + int(fields[_SYSTEM])) * TICK if fields else 0.0


def _all() -> Iterator[tuple[int, list[str]]]:
    for name in os.listdir("/proc"):
        if name.isdigit() and (fields := _fields(int(name))):
            yield int(name), fields


def _fields(pid: int) -> list[str]:
    """Empty once the process has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []
