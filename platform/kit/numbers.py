"""Numbers that come from outside."""

from __future__ import annotations

MOST_DIGITS = 9  # what fits every column


def whole_number(text: str | None) -> int | None:
    """The number that `text` says in plain digits; None for anything else."""
    plain = text is not None and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text or "") if plain else None
