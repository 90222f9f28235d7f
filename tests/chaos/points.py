"""All failpoints there are, read from the code, and how often each is tried."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.databases import ROOT

SOURCES = ("accounts", "blog", "tenants", "platform")
ROUNDS = int(os.environ.get("CHAOS_ROUNDS", "0"))  # 0: the short form, in `make test`


@cache
def in_code() -> dict[str, str]:
    """Each failpoint's name with the file it stands in; `{}` where the name is worked out."""
    found: dict[str, str] = {}
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")):
            for name in _names(path):
                found.setdefault(name, str(path.relative_to(ROOT)))
    return found


def in_files(*paths: str) -> list[str]:
    """The names in these files, sorted by file and name."""
    return [name for name, path in in_code().items() if path in paths]


def some(points: list[str], short: str) -> list[str]:
    """All of `points` in the long form, and only `short` in the short one."""
    assert short in points
    return points if ROUNDS else [short]


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "failpoint":
            yield _text(node.args[0])


def _text(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant):
        return str(argument.value)
    assert isinstance(argument, ast.JoinedStr), "a failpoint has a name that can be read"
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in argument.values
    )
