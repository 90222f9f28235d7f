"""While somebody acts in another person's place: whose act it is, and whose place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """`actor` acts, in the place of `of`, on the visit of that id."""

    actor: UUID
    of: UUID
    visit: UUID


_now: ContextVar[OnBehalf | None] = ContextVar("on_behalf", default=None)


@contextmanager
def on_behalf(who: OnBehalf) -> Iterator[None]:
    """Within the block every act of `who.of` is written down as `who.actor`'s, on their behalf."""
    token = _now.set(who)
    try:
        yield
    finally:
        _now.reset(token)


def who_acts(by: UUID | None) -> tuple[UUID | None, dict[str, Any]]:
    """Whose act it is that says to be `by`'s, and what is written down beside it."""
    who = _now.get()
    if who is None or by != who.of:
        return by, {}
    return who.actor, {"on_behalf_of": who.of, "visit": who.visit}
