"""What only the rooms above know about a blog's tables: they register here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.db.scope import TenantKey

type ReadBackHook = Callable[["TenantKey", bool], None]
type TakenBackHook = Callable[[Collection["UUID"]], None]

_naming: dict[str, list[str]] = {}
_made_anew: set[str] = set()
_read_back: list[ReadBackHook] = []
_taken_back: list[TakenBackHook] = []
_measures: dict[str, Callable[[], int]] = {}


def names_people(table: str, *columns: str) -> None:
    """The columns of `table` that hold a user's id, without a foreign key."""
    _naming[table] = list(columns)


def columns_naming_people() -> dict[str, list[str]]:
    """All of them, by table."""
    return dict(_naming)


def is_made_anew(table: str) -> None:
    """`table` does not travel: a hook of `on_read_back` fills it from what does."""
    _made_anew.add(table)


def tables_made_anew() -> frozenset[str]:
    """All of those."""
    return frozenset(_made_anew)


def on_read_back(hook: ReadBackHook) -> None:
    """Call `hook(tenant, ours)` inside the transaction of a schema that was just read back.

    `ours` says that this installation wrote the archive; else nothing in it is believed, stored
    HTML least of all.
    """
    if hook not in _read_back:
        _read_back.append(hook)


def run_read_back_hooks(tenant: TenantKey, *, ours: bool) -> None:
    """Run all in the order they came; an exception undoes the whole restore."""
    for hook in _read_back:
        hook(tenant, ours)


def on_taken_back(hook: TakenBackHook) -> None:
    """Call `hook(team)` in the tenant transaction of a kept schema that becomes the blog's again.

    `team` has the ids of who is on it today: what others left open there has to end.
    """
    if hook not in _taken_back:
        _taken_back.append(hook)


def run_taken_back_hooks(team: Collection[UUID]) -> None:
    """Run all in the order they came; an exception leaves the blog as it was."""
    for hook in _taken_back:
        hook(team)


def on_measure(kind: str, measure: Callable[[], int]) -> None:
    """Let `measure()` say how much of `kind` (tenants.plans.usage.Kind) the open blog holds."""
    _measures[kind] = measure


def measured() -> dict[str, int]:
    """All of that, in the open tenant transaction."""
    return {kind: measure() for kind, measure in _measures.items()}
