"""People who were erased and are here again: out of a backup of the whole database."""

from __future__ import annotations

from collections.abc import Iterator

from tenants.erasures.replay import came_back, replay
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import Ground


def erased_again(ground: Ground) -> Iterator[Finding]:
    """Accounts that the ledger of erasures names."""
    for pk in came_back():
        yield Finding(f"account {pk}", "was erased, and is here again", mend=_replay)


def _replay() -> str:
    replay()
    return "erased it again; its blogs have forgotten it"
