"""Hears what one connection says, judges it, and writes down who broke a rule."""

from __future__ import annotations

import json
import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from tests.engine_rules.accepted import ACCEPTED
from tests.engine_rules.rules import Transaction, facts, problems

if TYPE_CHECKING:
    from tenants.db.base import DatabaseWrapper

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts/", "blog/", "tenants/", "platform/", "django_tenants/")
PLUMBING = ("tenants/db/", "django_tenants/")  # say what others ask them to
_PACKAGES = re.compile(r".*/site-packages/")
LONGEST = 500  # characters of a statement in the report


class Ear:
    """One connection's: the transaction that is open on it, as the product would have it.

    A test's own transaction around everything is none: in its place the outermost of the product
    counts, which is a savepoint there.
    """

    def __init__(self, connection: DatabaseWrapper) -> None:
        self.connection = connection
        self.within = Transaction()
        self.around: object = None

    def hear(self, text: str) -> None:
        """Judge one statement that is about to be sent."""
        around = self._around()
        if around is None or around is not self.around:
            self.within, self.around = Transaction(), around
        schema = self.connection.schema_name
        entered = schema if schema != "public" else None
        for why in problems(text, schema=entered, within=self.within):
            tell(why, text)

    def begin(self) -> None:
        """A transaction begins, or has ended."""
        self.within = Transaction()

    def _around(self) -> object:
        """The outermost block of the product's own, if one is open."""
        blocks = self.connection.atomic_blocks
        return next((b for b in blocks if not getattr(b, "_from_testcase", False)), None)


def tell(why: str, text: str) -> None:
    """Write down that the product broke a rule, unless it may; tests may say what they like."""
    speakers = who_says_it()
    if not speakers or any((*speaker, why) in ACCEPTED for speaker in speakers):
        return
    asked = [speaker for speaker in speakers if not speaker[0].startswith(PLUMBING)]
    line = {
        "why": why,
        "where": (asked or speakers)[0],
        "said": " ".join(text.split())[:LONGEST],
        "in": os.environ.get("PYTEST_CURRENT_TEST", ""),
    }
    with book().open("a") as file:
        file.write(json.dumps(line) + "\n")


def who_says_it() -> list[tuple[str, str]]:
    """Files and functions of the product on the stack, the innermost first.

    Empty when a test says it itself, however far out the product may be.
    """
    found: list[tuple[str, str]] = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = _PACKAGES.sub("", frame.f_code.co_filename).removeprefix(f"{ROOT}{os.sep}")
        if path.startswith("tests/") and not path.startswith("tests/engine_rules/"):
            break
        if path.startswith(ROOMS):
            found.append((path, frame.f_code.co_qualname))
        frame = frame.f_back
    return found if any(not path.startswith(PLUMBING) for path, _name in found) else []


@lru_cache(maxsize=1)
def book() -> Path:
    """Where offences of all processes of this run stand, one a line."""
    return Path(os.environ["INKSTEAD_TEST_DATA"]) / "engine-rules.jsonl"


def offences() -> list[dict[str, str]]:
    """All that were written down, the same one once."""
    if not book().exists():
        return []
    lines = [json.loads(line) for line in book().read_text().splitlines()]
    once = {(*line["where"], line["why"]): line for line in reversed(lines)}
    return list(once.values())


def heard() -> int:
    """How many different statements this process has judged."""
    return facts.cache_info().currsize
