"""What is proved, where its tests are, and how their outcome becomes a section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.prove.report import Section, Table
from tests.support.facts import Fact


@dataclass(frozen=True, slots=True)
class Part:
    """A folder or file of tests, and what they are about."""

    path: str
    title: str
    sentence: str


PARTS = [
    Part(
        "tests/isolation",
        "Isolation",
        "Two and more blogs with equal ids and slugs, and words in each that no other may answer "
        "with. Every address of both hosts is asked in every role; threads cross many blogs "
        "through one pool; raw SQL tries to leave its schema.",
    ),
    Part(
        "tests/handoff",
        "Hand-off",
        "A sign-in is carried from the platform's host to a blog's. A code is replayed, stolen, "
        "late, taken to another host, redeemed many times at once: one session at most.",
    ),
    Part(
        "tests/browser/test_cookie_tosses.py",
        "Cookies of a sibling",
        "In a real Chromium, a page on one blog sets cookies that look like another blog's.",
    ),
    Part(
        "tests/provisioning",
        "Making a blog",
        "Many people want one address at once, and the process is killed at every named point: a "
        "blog is ready, or after the sweeper nothing is left of it.",
    ),
    Part(
        "tests/fleet",
        "Migrating the fleet",
        "Every migration there is makes the same schema by Django, by the recorded script and by "
        "the fleet; runs are killed at every named point and taken up again.",
    ),
]


@dataclass(frozen=True, slots=True)
class Case:
    """One test and its outcome: green, red or left out."""

    file: str
    name: str
    outcome: str
    note: str


def cases(report: Path) -> list[Case]:
    """Read pytest's JUnit report."""
    found = ElementTree.parse(report).getroot().iter("testcase")
    return [_case(case) for case in found]


def _case(case: ElementTree.Element) -> Case:
    file = case.get("classname", "").replace(".", "/")
    test, bracket, example = case.get("name", "").partition("[")
    name = test.removeprefix("test_").replace("_", " ")
    name += f": {example.removesuffix(']')}" if bracket else ""
    for kind, outcome in {"failure": "red", "error": "red", "skipped": "left out"}.items():
        if (why := case.find(kind)) is not None:
            return Case(file, name, outcome, why.get("message", "")[:300])
    return Case(file, name, "green", "")


def section(part: Part, tested: list[Case], facts: list[Fact]) -> Section:
    """What a part's tests said, with the numbers they left behind."""
    own = [case for case in tested if case.file.startswith(part.path.removesuffix(".py"))]
    tables = [_fact_table(fact) for fact in facts if fact.source.startswith(part.path)]
    tables.append(Table("Tests", ["Test", "Outcome"], [_case_row(case) for case in own]))
    return Section(part.title, [part.sentence, counted(own)], tables)


def counted(tested: list[Case]) -> str:
    """ "31 tests: 31 green." """
    counts = Counter(case.outcome for case in tested)
    shown = ", ".join(f"{counts[outcome]} {outcome}" for outcome in sorted(counts))
    return f"{len(tested)} tests: {shown or 'none'}."


def _case_row(case: Case) -> list[object]:
    return [f"{case.name}: {case.note}" if case.note else case.name, case.outcome]


def _fact_table(fact: Fact) -> Table:
    return Table(
        fact.name[:1].upper() + fact.name[1:], ["What", "How many"], list(_fact_rows(fact.numbers))
    )


def _fact_rows(numbers: dict[str, object]) -> Iterator[list[object]]:
    for name, value in numbers.items():
        yield [name if " " in name else name.replace("_", " "), value]
