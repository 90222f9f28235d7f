"""Rows as lines of a table, for terminals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

WIDEST = 60  # characters of a cell


def lines(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], *, widest: int = WIDEST
) -> list[str]:
    """The heads, then a line a row; columns as wide as their widest cell, `widest` at most."""
    cells = [list(heads), *([_cut(str(cell), widest) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]


def _cut(text: str, widest: int) -> str:
    return text if len(text) <= widest else f"{text[: widest - 1]}…"
