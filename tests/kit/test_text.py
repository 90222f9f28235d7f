"""Text as people type and read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text import (
    UnprintableText,
    clean_line,
    clean_text,
    count_words,
    excerpt_from,
    reading_minutes,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\u0085d", "a\nb\nc\nd"),
        ("tab\tstays", "tab\tstays"),
        ("e\u0301", "é"),
        ("  spaces  ", "  spaces  "),
        ("👩‍👩‍👧 עברית", "👩‍👩‍👧 עברית"),
        ("", ""),
    ],
)
def test_clean_text(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "character",
    ["\0", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x9f", "\ud800", "\ufdd0", "\ufffe"],
)
def test_unprintable_characters_are_named(character: str) -> None:
    with pytest.raises(UnprintableText) as refusal:
        clean_text("ab" + character)
    assert refusal.value.position == 2
    assert refusal.value.codepoint == f"U+{ord(character):04X}"
    assert isinstance(refusal.value, ValueError)


def test_clean_line() -> None:
    assert clean_line("  a\r\n\tb   c\u00a0 ") == "a b c"
    with pytest.raises(UnprintableText):
        clean_line("a\0")


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u2060 \u200d", "\u00ad", "\u202e", "\ufe0f", "\u3164", "\u2800"]
)
def test_a_line_with_nothing_to_see_is_empty(unseen: str) -> None:
    assert clean_line(unseen) == ""
    assert clean_line(f"{unseen}a") == f"{unseen}a"  # beside a letter they have their work


@pytest.mark.parametrize("line", ["!", "👩‍👩‍👧", "हि", "0", "❤️", "—"])
def test_a_line_of_anything_else_is_kept(line: str) -> None:
    assert clean_line(line) == line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("— … !", 0),
        ("one", 1),
        ("don't stop-motion 3.14", 3),
        ("a\nb\n\nc", 3),
        ("мир и война", 3),
        ("日本語", 2),
        ("Docker 入门", 2),
        ("漢字" * 200, 200),
    ],
)
def test_count_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (200, 1), (201, 2), (1000, 5), (1001, 6)]
)
def test_reading_minutes(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def test_400_chinese_characters_take_a_minute() -> None:
    assert reading_minutes(count_words("字" * 400)) == 1
    assert reading_minutes(count_words("字" * 401)) == 2


@pytest.mark.parametrize(
    ("text", "limit", "excerpt"),
    [
        ("short", 20, "short"),
        ("  two\n\nlines ", 20, "two lines"),
        ("one two three four", 12, "one two…"),
        ("one two, three four", 12, "one two…"),
        ("exactly ten", 11, "exactly ten"),
        ("incomprehensibilities", 10, "incompreh…"),
        ("a incomprehensibilities", 12, "a incompreh…"),
        ("", 10, ""),
        ("नमस्ते" * 3, 7, "नमस्ते…"),
    ],
)
def test_excerpt_from(text: str, limit: int, excerpt: str) -> None:
    assert excerpt_from(text, limit) == excerpt


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_an_excerpt_fits_on_one_line(text: str, limit: int) -> None:
    excerpt = excerpt_from(text, limit)
    assert len(excerpt) <= limit
    assert len(excerpt.splitlines()) <= 1
