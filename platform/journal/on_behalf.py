"""Whose act it is while somebody acts in another person's place, or as an admin of the platform."""

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
_admin: ContextVar[UUID | None] = ContextVar("admin", default=None)
_itself: ContextVar[bool] = ContextVar("by_itself", default=False)


@contextmanager
def on_behalf(who: OnBehalf) -> Iterator[None]:
    """Within the block every act of `who.of` is written down as `who.actor`'s, on their behalf."""
    token = _now.set(who)
    try:
        yield
    finally:
        _now.reset(token)


@contextmanager
def as_admin(admin: UUID | None) -> Iterator[None]:
    """Within the block what `admin` does is written down as an admin's, whatever else they are."""
    token = _admin.set(admin)
    try:
        yield
    finally:
        _admin.reset(token)


@contextmanager
def by_itself() -> Iterator[None]:
    """Within the block what nobody does comes of itself, such as by time, and not by a shell."""
    token = _itself.set(True)
    try:
        yield
    finally:
        _itself.reset(token)


def is_by_itself() -> bool:
    """Whether what happens now comes of itself."""
    return _itself.get()


def standing_in() -> OnBehalf | None:
    """Who acts in whose place now, for work that goes on later; None where nobody does."""
    return _now.get()


def who_acts(by: UUID | None) -> tuple[UUID | None, dict[str, Any]]:
    """Whose act it is that says to be `by`'s, and what is written down beside it."""
    who = _now.get()
    if who is not None and by == who.of:
        return who.actor, {"on_behalf_of": who.of, "visit": who.visit}
    return by, {"as_admin": True} if by and by == _admin.get() else {}
