"""Letters, questions, lexemes, marks: what holds for any text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.search.letters import fold, runs
from kit.search.lexemes import LAST_PLACE, Part, stems_for, tsquery_of, vector_of
from kit.search.near import distance_of, nearest
from kit.search.query import MAX_CHARS, MAX_TERMS, Query
from kit.search.snippets import Wanted, marked, snippet

SYNTAX = "'&|!:*<->()\\\"~^ \t\n"
ANYTHING = st.text(max_size=400) | st.text(
    alphabet=SYNTAX + "ab\u00e9\u6771\u0e01\u202e\u200d", max_size=80
)
quietly = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(ANYTHING)
@quietly
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANYTHING)
@quietly
def test_words_stand_where_they_say(text: str) -> None:
    last = 0
    for run in runs(text):
        assert last <= run.start < run.end <= len(text)
        assert fold(text[run.start : run.end]) == run.text
        last = run.end


@given(ANYTHING)
@quietly
def test_any_question_is_bounded_and_can_be_asked_again(typed: str) -> None:
    query = Query.of(typed)
    assert len(query.text) <= MAX_CHARS
    assert len(query.terms) <= MAX_TERMS
    assert Query.of(query.text).text == query.text


@pytest.mark.django_db
@given(typed=ANYTHING, text=ANYTHING)
@quietly
def test_postgres_takes_whatever_is_made_of_any_text_and_question(typed: str, text: str) -> None:
    query = Query.of(typed)
    stems = stems_for(query, ["en", "de", "xx"])
    vector = vector_of([Part(text, "A"), Part(typed, "B")], "de")
    for titles in (False, True):
        asked = tsquery_of(query, stems, titles=titles)
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [vector, asked])
            cursor.execute("SELECT numnode(%s::tsquery)", [asked])
            assert bool(cursor.fetchone()[0]) == bool(query.terms)


@pytest.mark.django_db
@given(typed=ANYTHING, text=ANYTHING)
@quietly
def test_marks_are_all_that_is_added_to_a_text(typed: str, text: str) -> None:
    query = Query.of(typed)
    wanted = Wanted.of(query, stems_for(query, ["en"]))
    bare = re.sub("</?mark>", "", marked(text, wanted))
    assert not set("<>\"'") & set(bare)
    assert unescape(bare) == unescape(str(text)) or "&" in text
    assert snippet(text, wanted).count("<mark>") == snippet(text, wanted).count("</mark>")


@pytest.mark.django_db
def test_the_longest_text_still_fits() -> None:
    letters = [chr(code) for code in range(0x4E00, 0x9FFF)]
    dense = "".join(a + b for a, b in zip(letters * 6, letters[7:] * 6, strict=False))
    many = " ".join(f"w{number:x}{'\u00e9' * 40}" for number in range(30_000))
    with connection.cursor() as cursor:
        for text in (dense, many, " ".join(letters * 6), "a " * 200_000):
            vector = vector_of([Part("A title", "A"), Part(text, "B")], "de")
            cursor.execute("SELECT length(%s::tsvector)", [vector])
            assert cursor.fetchone()[0] > 2
    assert f":{LAST_PLACE + 1}" not in vector


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("house", "house", 0), ("hosue", "house", 1), ("hous", "house", 1), ("mouse", "house", 1),
     ("huose", "house", 1)],
)  # fmt: skip
def test_letters_apart(one: str, other: str, distance: int) -> None:
    assert distance_of(one, other, 2) == distance


def test_the_nearest_word_is_the_commonest_of_the_nearest() -> None:
    known = {"house": 1, "horse": 5, "harbour": 9}
    assert nearest("hause", known) == "house"
    assert nearest("hoose", known) == "house"
    assert nearest("horze", known) == "horse"
    assert nearest("hozse", known) == "horse"
    assert nearest("house", known) == ""
    assert nearest("xy", known) == ""
    assert nearest("submarine", known) == ""
