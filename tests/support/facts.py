"""Numbers that tests leave behind for the report of `make prove`."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = "INKSTEAD_FACTS"


@dataclass(slots=True)
class Fact:
    """What is known under a name, and the test file that found it out."""

    name: str
    source: str
    numbers: dict[str, object]


def record(name: str, **numbers: object) -> None:
    """Add `numbers` to what is known under `name`, in the folder INKSTEAD_FACTS if there is one.

    `name` is a heading such as "endpoints of a blog". Of one number given twice the last counts.
    Several processes may record at once.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        return
    source = os.environ.get("PYTEST_CURRENT_TEST", "").partition("::")[0]
    line = json.dumps({"name": name, "source": source, "numbers": numbers}, default=str)
    with (Path(folder) / "facts.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def recorded(folder: Path) -> list[Fact]:
    """All facts in a folder, one a name, in the order they came."""
    facts: dict[str, Fact] = {}
    path = folder / "facts.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        found = Fact(**json.loads(line))
        facts.setdefault(found.name, found).numbers.update(found.numbers)
    return list(facts.values())
