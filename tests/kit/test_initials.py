"""A letter or two for whoever has no picture, in any script."""

from __future__ import annotations

import pytest

from kit.initials import TINTS, initials, tint


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Alice", "A"),
        ("ana de la Cruz", "AC"),
        ("(Bob) Reis, Jr", "BJ"),
        ("3 Musketeers", "3M"),
        ("Ærø", "Æ"),
        ("ßen", "ß"),
        ("山田 太郎", "山"),
        ("김철수", "김"),
        ("דוד בן", "דב"),
        ("أحمد علي", "أ\u200cع"),
        ("क्षमा", "क्ष"),
        ("გიორგი", "გ"),
        ("*** 🦊", "*🦊"),
        ("", ""),
    ],
)
def test_the_first_letters_of_the_first_word_and_of_the_last(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_name_has_one_tint_for_ever() -> None:
    assert [tint(name) for name in ("Alice", "Bob Reis", "山田太郎")] == [3, 2, 0]
    assert {tint(str(number)) for number in range(100)} == set(range(TINTS))
