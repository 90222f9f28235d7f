"""Two versions side by side."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from blog.studio.diff import Part, compare
from blog.studio.myers import Budget, runs_between


def words(parts: list[Part]) -> str:
    return " / ".join("".join(text for text, _ in part.spans) or f"={part.same}" for part in parts)


def own(parts: list[Part]) -> list[str]:
    return [text for part in parts for text, differs in part.spans if differs]


def test_equal_texts_have_nothing_to_show() -> None:
    assert compare("a\n\nb", "a\n\nb") == ([Part(same=2)], [Part(same=2)])


def test_only_the_words_that_differ_are_marked() -> None:
    mine, theirs = compare("a\n\nshe weighed it\n\nc", "a\n\nshe hung it\n\nc")
    assert words(mine) == "=1 / she weighed it / =1"
    assert (own(mine), own(theirs)) == (["weighed"], ["hung"])


def test_a_paragraph_more_is_whole() -> None:
    mine, theirs = compare("a\n\nnew\n\nb", "a\n\nb")
    assert own(mine) == ["new"]
    assert own(theirs) == []


def test_no_word_of_either_is_left_out() -> None:
    mine, theirs = compare("one two\n\nthree", "four\n\nfive six\n\nseven")
    assert words(mine) == "one two / three"
    assert words(theirs) == "four / five six / seven"


def test_empty_texts() -> None:
    assert compare("", "") == ([], [])
    assert own(compare("", "a")[1]) == ["a"]


def test_long_texts_are_compared_in_little_time() -> None:
    began = time.process_time()
    compare("a b " * 200_000, "b a " * 200_000)
    compare("a\n\n" * 100_000, "b\n\n" * 100_000)
    long = [" ".join(f"w{n}{side}" for n in range(1_500)) for side in "ab"]
    compare("\n\n".join([long[0]] * 20), "\n\n".join([long[1]] * 20))
    assert time.process_time() - began < 10


def test_twenty_thousand_words_are_compared_by_words_however_many_changed() -> None:
    chance = random.Random(7)
    words_ = [
        chance.choice(["salt", "winter", "of", "the", "a", "and", "road", "ferry", "night"])
        for _ in range(20_000)
    ]
    changed = [w if chance.random() > 0.02 else "new" for w in words_]
    texts = [
        "\n\n".join(" ".join(w[n : n + 80]) for n in range(0, 20_000, 80))
        for w in (words_, changed)
    ]
    began = time.process_time()
    _mine, theirs = compare(*texts)
    assert time.process_time() - began < 2
    assert len(own(theirs)) > 200
    assert max(len(text.split()) for text in own(theirs)) < 80


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_runs_cover_both_and_what_is_same_is_the_same(a: list[str], b: list[str]) -> None:
    runs = runs_between(a, b, Budget())
    assert [x for run in runs for x in a[run.left]] == a
    assert [x for run in runs for x in b[run.right]] == b
    assert all(a[run.left] == b[run.right] for run in runs if run.same)
    kept = sum(run.left.stop - run.left.start for run in runs if run.same)
    assert kept == longest_common(a, b)


def longest_common(a: list[str], b: list[str]) -> int:
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            best[i + 1][j + 1] = best[i][j] + 1 if x == y else max(best[i][j + 1], best[i + 1][j])
    return best[-1][-1]
