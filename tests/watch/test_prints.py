"""Fingerprints: near for nearly the same text, far for another, whatever the script."""

from __future__ import annotations

import random

import pytest

from tenants.watch.prints import BITS, bands_of, is_near, print_of

THINGS = (
    "salt harbour lamp ferry paper ink window night letter stone river bread chair wool copper"
    " garden bridge winter candle market ladder anchor meadow basket kettle thread"
)
WORDS = THINGS.split()


def text(seed: int, words: int = 200) -> str:
    rng = random.Random(seed)  # a fixed text, not a secret
    return " ".join(rng.choice(WORDS) for _ in range(words))


def printed(words: str) -> int:
    value = print_of(words)
    assert value is not None
    return value


def test_the_same_text_has_the_same_print_whatever_its_case_and_marks() -> None:
    assert printed(text(1)) == printed(text(1).upper().replace(" ", ", "))


def test_one_word_more_leaves_it_near() -> None:
    for seed in range(20):
        assert is_near(printed(text(seed)), printed(f"{text(seed)} today"))


def test_other_texts_of_the_same_words_are_far() -> None:
    prints = [printed(text(seed)) for seed in range(60)]
    pairs = [(a, b) for n, a in enumerate(prints) for b in prints[:n]]
    assert not [pair for pair in pairs if is_near(*pair)]


def test_near_ones_share_a_band() -> None:
    rng = random.Random(7)
    for _ in range(500):
        one = rng.getrandbits(BITS)
        other = one
        for bit in rng.sample(range(BITS), 5):
            other ^= 1 << bit
        assert is_near(one, other)
        assert set(bands_of(one).items()) & set(bands_of(other).items())


@pytest.mark.parametrize("words", ["", "salt", "nineteen short words " * 3])
def test_a_short_text_has_none(words: str) -> None:
    assert print_of(words) is None


def test_scripts_without_spaces_have_one() -> None:
    one = "今日は港で塩を買いました。船はまだ来ていません。窓の外では雨が降っています。"
    assert is_near(printed(one), printed(one))
    assert print_of(one) != print_of(one[::-1])


def test_it_fits_into_the_column() -> None:
    for seed in range(40):
        assert -(2**63) <= printed(text(seed)) < 2**63
