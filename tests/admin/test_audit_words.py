"""Whatever is written into the audit has words that a person would say."""

from __future__ import annotations

import re
from pathlib import Path

from inkstead.admin.audit import ABOUT
from inkstead.admin.audit_words import WORDS

ROOT = Path(__file__).resolve().parents[2]
WRITES = re.compile(r"\b(audit\.record|record_deed|recorded|finish|_set|_note)\(")
ACTION = re.compile(r'"([a-z]+\.[a-z_]+)"')
RECORDED = re.compile(r'\b(?:audit\.record|record_deed|recorded)\(\s*"([a-z]+\.[a-z_]+)"')
NOT_ACTIONS = {"tenant.json", "backup.after_file", "backup.after_rows", "backup.before_rename"}


def written() -> set[str]:
    found: set[str] = set()
    nouns = {action.partition(".")[0] for action in WORDS}
    for room in ("accounts", "blog", "tenants", "platform"):
        for path in (ROOT / room).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            if path.name != "audit_words.py" and WRITES.search(source):
                found.update(a for a in ACTION.findall(source) if a.partition(".")[0] in nouns)
                found.update(RECORDED.findall(source))  # nouns that nobody has thought of yet
    return found - NOT_ACTIONS


def test_every_action_that_the_sources_name_has_words() -> None:
    assert len(written()) > 60
    assert written() - set(WORDS) == set()


def test_there_are_no_words_for_what_nobody_writes() -> None:
    everywhere = "\n".join(
        p.read_text(encoding="utf-8")
        for room in ("accounts", "blog", "tenants", "platform")
        for p in (ROOT / room).rglob("*.py")
        if p.name != "audit_words.py"
    )
    nouns = set(re.findall(r'f"([a-z]+)\.\{', everywhere))  # f"domain.{what}": any word may follow
    unsaid = [a for a in WORDS if f'"{a}"' not in everywhere and a.partition(".")[0] not in nouns]
    assert unsaid == []


def test_the_audits_list_can_be_narrowed_to_each_of_them_in_one_way() -> None:
    nouns = [noun for _label, some in ABOUT.values() for noun in some]
    assert sorted(nouns) == sorted({action.partition(".")[0] for action in WORDS})


def test_no_two_say_the_same() -> None:
    assert len({str(words) for words in WORDS.values()}) == len(WORDS)
