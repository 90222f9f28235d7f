"""What a plan allows; pure, so that it can be carried anywhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each, None being no limit. Bytes are of files, letters are of a month."""

    posts: int | None = None
    storage_bytes: int | None = None
    people: int | None = None
    domains: int | None = None
    letters: int | None = None


UNLIMITED = Limits()


def fits(used: int, most: int | None, *, more: int = 1) -> bool:
    """Whether `more` can be taken where `used` are."""
    return most is None or used + more <= most
