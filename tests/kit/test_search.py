"""Letters, questions, lexemes, marks: what holds for any text."""

from __future__ import annotations

import re
from html import unescape
from unicodedata import normalize

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from blog.models import Post
from blog.search import keeping
from kit.search import fields
from kit.search.letters import fold, folded_in_place, runs
from kit.search.lexemes import LAST_PLACE, Part, stems_for, tsquery_of, vector_of
from kit.search.near import distance_of, nearest
from kit.search.query import MAX_CHARS, MAX_TERMS, Query
from kit.search.snippets import Wanted, marked, snippet
from tenants.db.scope import tenant_transaction
from tests.conftest import MakeBlog
from tests.support.writing import published

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
def test_who_answers_a_question_answers_it_loosely_by_the_index_alone(
    typed: str, text: str
) -> None:
    query = Query.of(typed)
    stems = stems_for(query, ["en", "de"])
    asked, loosely = tsquery_of(query, stems), tsquery_of(query, stems, loosely=True)
    vector = vector_of([Part(f"{text} {typed}", "B")], "en")
    assert "<" not in loosely  # no places are asked for
    with connection.cursor() as cursor:
        answers = "SELECT %s::tsvector @@ %s::tsquery, %s::tsvector @@ %s::tsquery"
        cursor.execute(answers, [vector, asked, vector, loosely])
        strictly, freely = cursor.fetchone()
    assert freely or not strictly


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


# Words that are asked for and met: dressed, with their parts apart, and beside other scripts.
WORDS = st.sampled_from(
    [
        "salt",
        "Salts",
        "SÀLT",
        "sa",
        "été",
        "ete",
        "Čaj",
        "naïve",
        "ĳ",
        "ﬁn",
        "İs",
        "盐",
        "盐水",
        "ガ",
    ]
)
JOINTS = st.sampled_from(
    [" ", "-", "’", "_", "\u0301", "\u00ad", "ß", "盐", "42", "½", "\uffff", "ς"]
)


def apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those that begin in one before them: what a text shows marked."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


@pytest.mark.django_db
@given(asked=st.lists(WORDS, min_size=1, max_size=3), pieces=st.lists(WORDS | JOINTS, max_size=30))
@quietly
def test_a_text_is_marked_the_same_at_once_and_word_by_word(
    asked: list[str], pieces: list[str]
) -> None:
    query, text = Query.of(" ".join(asked)), normalize("NFC", "".join(pieces))
    wanted = Wanted.of(query, stems_for(query, ["en", "fr"]))
    whole = all(run.end - run.start < 60 for run in runs(text))  # longer ones are cut word by word
    if whole and (plain := folded_in_place(text)) is not None:
        assert len(plain) == len(text)
        slow, fast = sorted(wanted._one_by_one(text)), sorted(wanted._at_once(plain))
        assert apart(fast) == apart(slow)


def test_a_word_that_is_too_long_for_the_index_is_marked_as_far_as_it_goes() -> None:
    word = "f00d" * 16
    query = Query.of(word)
    shown = marked(f"See {word}.", Wanted.of(query, {}))
    assert re.findall("<mark>(.*?)</mark>", shown) == [word[:60], word[60:]]


@pytest.mark.parametrize(
    "text", ["a ﬁn", "ｶﾞ", "sa\u00adlt", "น้ำ", "½ salt", "Straße", "ᄀ", "किताब", "ᏣᎳᎩ", "㊀"]
)
def test_what_cannot_be_folded_in_place_is_read_word_by_word(text: str) -> None:
    assert folded_in_place(text) is None


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("A _naive_ Word, 42!", "a  naive  word, 42!"),
        ("A long Café_terrace, with trees", "a long cafe terrace, with trees"),
        ("Čaj & été: ΣΊΣΥΦΟΣ, соль,", "caj   ete  σισυφοσ  соль "),
        ("الملح, מלח – 盐水。소금!", "الملح  מלח   盐水 소금 "),
    ],
)
def test_most_texts_are_folded_in_place(text: str, folded: str) -> None:
    assert folded_in_place(text) == folded


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


LETTERS = st.text(alphabet="abc", min_size=1, max_size=9)


def slow_distance(one: str, other: str) -> int:
    """The definition, letter by letter, of optimal string alignment."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        slow_distance(one[:-1], other) + 1,
        slow_distance(one, other[:-1]) + 1,
        slow_distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if one[-2:] == other[-2:][::-1] and len(one) > 1:
        least = min(least, slow_distance(one[:-2], other[:-2]) + 1)
    return least


@given(LETTERS.filter(lambda word: len(word) < 7), LETTERS.filter(lambda word: len(word) < 7))
@quietly
def test_looking_at_few_letters_finds_the_same(one: str, other: str) -> None:
    exact = slow_distance(one, other)
    for most in (1, 2):
        found = distance_of(one, other, most)
        assert found == exact if exact <= most else found > most


def test_long_words_cost_little_more_than_short_ones() -> None:
    """By the letters compared: words that somebody made alike on purpose, to the very end."""
    compared = []

    class Letter(str):
        __slots__ = ()

        def __ne__(self, other: object) -> bool:
            compared.append(1)
            return str.__ne__(self, other)

    one = [Letter("a") for _ in range(60)]
    assert distance_of(one, one, 2) == 0  # type: ignore[arg-type]
    assert len(compared) <= 5 * 60


@pytest.mark.django_db
def test_of_many_words_alike_the_commonest_are_compared(
    monkeypatch: pytest.MonkeyPatch, make_blog: MakeBlog, alice: User
) -> None:
    tenant = make_blog("words", alice)
    monkeypatch.setattr(fields, "MOST_LIKE", 3)
    with tenant_transaction(tenant):
        for title, text in (("One", "house horse hound"), ("Two", "house horse honey hoard")):
            post = published(alice, title, text)
            keeping.index_post({"pk": post.pk})
        rows = Post.objects.published().index_entries()
        assert fields.words_like(["hxuse"], rows) == {"house": 2, "horse": 2, "hoard": 1}
        assert "hound" in fields.words_like(["hound"], rows)


def test_the_nearest_word_is_the_commonest_of_the_nearest() -> None:
    known = {"house": 1, "horse": 5, "harbour": 9}
    assert nearest("hause", known) == "house"
    assert nearest("hoose", known) == "horse"  # one letter from either
    assert nearest("horze", known) == "horse"
    assert nearest("hozse", known) == "horse"
    assert nearest("house", known) == ""
    assert nearest("xy", known) == ""
    assert nearest("submarine", known) == ""
