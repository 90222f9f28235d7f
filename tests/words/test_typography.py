"""What editors of a language would strike out: signs that stand wrong, spaces that may break."""

from __future__ import annotations

import re

import pytest

from tests.words import gather

MAY_BREAK = re.compile(r"(?<=\w) [:;?!»]|« |(?<=>) [:;?!»]")
HALF_WIDTH = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff][,:;?!]|[,:;?!][\u3040-\u30ff\u4e00-\u9fff]")
LATIN_SIGNS = re.compile(r"[\u0600-\u06ff][,;?]")


def wrong(language: str, sign: re.Pattern[str]) -> list[str]:
    """The strings in which it stands, tags aside."""
    texts = [t for m in gather.read(language) if m.id for t in gather.forms(m.string)]
    return [text for text in texts if sign.search(re.sub(r"<[^>]+>", ">", text))]


def test_french_signs_do_not_begin_a_line() -> None:
    assert wrong("fr", MAY_BREAK) == []


@pytest.mark.parametrize("language", ["ja", "zh-hans"])
def test_signs_are_as_wide_as_the_letters_beside_them(language: str) -> None:
    assert wrong(language, HALF_WIDTH) == []


def test_arabic_has_signs_of_its_own() -> None:
    assert wrong("ar", LATIN_SIGNS) == []


def test_an_e_mail_reads_from_left_to_right_whatever_is_around_it() -> None:
    for language in ("ar", "he"):
        texts = [m.string for m in gather.read(language) if m.id and "mailto:" in str(m.string)]
        assert texts
        assert all('<a dir="ltr" href="mailto:' in str(text) for text in texts)
