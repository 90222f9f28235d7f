"""What else goes into an export: rooms above register it, since accounts knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts.models import User

type Facts = Callable[[User], Any]  # whatever JSON can hold, dates and ids included
type Files = Callable[[User], Iterator["File"]]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the zip: its path in there, and its bytes in pieces."""

    path: str
    pieces: Iterable[bytes]


_facts: dict[str, Facts] = {}
_files: list[Files] = []


def export_facts(key: str, facts: Facts) -> None:
    """Put what `facts(user)` returns under `key` of account.json."""
    _facts[key] = facts


def export_files(files: Files) -> None:
    """Put the files of `files(user)` into the zip.

    They are asked for one by one while somebody downloads, which may take long: no transaction may
    stay open from one to the next.
    """
    if files not in _files:
        _files.append(files)


def all_facts(user: User) -> dict[str, Any]:
    """Everything for account.json."""
    return {key: facts(user) for key, facts in _facts.items()}


def all_files(user: User) -> Iterator[File]:
    """Every file but account.json."""
    for files in _files:
        yield from files(user)
