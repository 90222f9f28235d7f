"""Which tests failed, written down for `scripts/test.sh`, which tries a few of them again alone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

WHERE = "FAILED_TESTS"  # names the file: one id a line, as pytest takes them from `@file`


def write_failed(ids: Iterable[str]) -> None:
    """Write each of `ids` once, in the order they came; nothing where no file is named."""
    if where := os.environ.get(WHERE):
        lines = dict.fromkeys(without_group(one) for one in ids)
        Path(where).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def without_group(test_id: str) -> str:
    """The id that pytest takes: xdist puts a test's group behind it."""
    name, bracket, _group = test_id.rpartition("]")
    return name + bracket if bracket else test_id.partition("@")[0]
