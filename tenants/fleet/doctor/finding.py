"""What a look at the fleet finds, and how it may be mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

type Mend = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    `mend` does what is safe to be done about it and says what it did; without it `advice` says
    what a person can do.
    """

    where: str  # a blog's address, a schema, a role, a table or a folder
    words: str
    advice: str = ""
    mend: Mend | None = None
    details: tuple[str, ...] = ()
