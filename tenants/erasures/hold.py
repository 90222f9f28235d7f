"""Nobody is erased while something from before is read back, and the other way round.

Who is read back is held against the ledger, and who is erased is looked for in the blogs there are:
done at once, each of the two would overlook the other.
"""

from __future__ import annotations

from kit.in_line import is_first, wait_in_line

_WORDS = "erasures"


def let_nobody_be_erased() -> None:
    """Until the open transaction ends. To be called before it holds anything else."""
    wait_in_line(_WORDS, beside_others=True)


def may_erase() -> bool:
    """Whether nothing is being read back and nobody erased; so it is then until the open
    transaction ends."""
    return is_first(_WORDS)


def wait_to_erase() -> None:
    """The same, once what is being read back is done."""
    wait_in_line(_WORDS)
