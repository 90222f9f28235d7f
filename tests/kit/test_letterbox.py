"""What the form for strangers thinks of what it gets."""

from __future__ import annotations

import pytest

from kit.letterbox import stamp
from kit.letterbox.letter import header_line, holds_hidden, looks_like_spam
from kit.letterbox.stamp import Age, age_of, new_stamp
from tests.support.messages import later


@pytest.mark.parametrize(
    ("seconds", "age"),
    [
        (0, Age.TOO_FAST),
        (2, Age.TOO_FAST),
        (4, Age.GOOD),
        (86_390, Age.GOOD),
        (86_410, Age.TOO_OLD),
    ],
)
def test_a_stamp_is_good_from_three_seconds_to_a_day(
    monkeypatch: pytest.MonkeyPatch, seconds: int, age: Age
) -> None:
    made = new_stamp("here")
    later(monkeypatch, seconds)
    assert age_of(made, "here") is age


def test_a_stamp_is_good_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    made = new_stamp("here")
    later(monkeypatch, 10)
    assert age_of(made, "there") is Age.TOO_OLD
    assert age_of(made.replace("here", "there"), "there") is Age.TOO_OLD
    assert stamp.TOO_FAST < stamp.TOO_OLD


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Dora\r\nBcc: eve", "Dora Bcc: eve"),
        ("\u202eevil\u202c  \x00x\x85y", "evil x y"),
        ("  a\u2028b\u2029c\u2066d ", "a b c d"),
        ("علی\u200cرضا", "علی\u200cرضا"),  # the joiner is part of the name
        ("👩‍👧", "👩‍👧"),
    ],
)
def test_a_header_line_is_one_line_without_marks_of_direction(value: str, line: str) -> None:
    assert header_line(value) == line
    assert holds_hidden(value) == (header_line(value) != value)


@pytest.mark.parametrize(
    ("text", "spam"),
    [
        ("see https://a.example and www.b.example", False),
        ("http://a http://b http://c", False),
        ("http://a HTTP://b www.c https://d", True),
        ("[url=a][url=b][url=c][url=d]", True),
        ("the awww. of it", False),
    ],
)
def test_links_by_the_handful_look_like_spam(text: str, spam: bool) -> None:
    assert looks_like_spam(name="Dora", text=text, trap="") is spam
    assert looks_like_spam(name="Dora", text=text, trap="x")
