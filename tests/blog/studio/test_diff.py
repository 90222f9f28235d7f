"""Two versions side by side."""

from __future__ import annotations

import time

from blog.studio.diff import MAX_WORDS, Part, compare


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
    began = time.perf_counter()
    compare("a b " * 200_000, "b a " * 200_000)
    compare("a\n\n" * 100_000, "b\n\n" * 100_000)
    long = [" ".join(f"w{n}{side}" for n in range(MAX_WORDS)) for side in "ab"]
    compare("\n\n".join([long[0]] * 20), "\n\n".join([long[1]] * 20))
    assert time.perf_counter() - began < 10
