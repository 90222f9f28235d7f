"""Milliseconds by name, for the request that is being served; nothing when nobody measures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_spent: ContextVar[dict[str, float] | None] = ContextVar("timings", default=None)
_inside: ContextVar[frozenset[str]] = ContextVar("timings_inside", default=frozenset())


@contextmanager
def measuring() -> Iterator[dict[str, float]]:
    """Collect what `timed` blocks spend: name to milliseconds."""
    spent: dict[str, float] = {}
    token = _spent.set(spent)
    try:
        yield spent
    finally:
        _spent.reset(token)


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Add the block's time to `name`. A block inside one of the same name counts once."""
    spent, inside = _spent.get(), _inside.get()
    if spent is None or name in inside:
        yield
        return
    token, began = _inside.set(inside | {name}), time.perf_counter()
    try:
        yield
    finally:
        _inside.reset(token)
        spent[name] = spent.get(name, 0.0) + (time.perf_counter() - began) * 1000
