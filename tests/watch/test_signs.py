"""Signs: each weighs what it says, and an ordinary blog has none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tenants.watch.signs import Sign, Text, sentence, signs_in

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def post(number: int = 1, **fields: object) -> Text:
    values = {"title": "Salt", "plain": "Two kinds of salt.", "links": 1, "words": 400}
    at = NOON - timedelta(days=3 * number)
    return Text(**{"post_id": number, "at": at, **values, **fields})  # type: ignore[arg-type]


def kinds(*texts: Text, listed: tuple[str, ...] = (), twins: int = 0) -> dict[str, int]:
    return {sign.kind: sign.points for sign in signs_in(texts, listed=listed, twins=twins)}


def test_an_ordinary_blog_has_none() -> None:
    assert kinds(*(post(n) for n in range(30)), listed=("casino",)) == {}


def test_hardly_more_words_than_links() -> None:
    assert kinds(post(links=10, words=60)) == {"links": 10}
    assert kinds(post(links=2, words=10)) == {}, "a note with two links is a note"
    assert kinds(*(post(n, links=9, words=9) for n in range(9))) == {"links": 30}


def test_listed_words_are_whole_words_in_title_or_text() -> None:
    assert kinds(post(title="Best CASINO ever"), listed=("casino",)) == {"words": 10}
    assert kinds(post(plain="Casinos, and occasional salt."), listed=("casino", "asi")) == {}
    assert kinds(post(plain="buy   now"), listed=("buy now",)) == {}
    assert kinds(post(plain="Buy now!"), listed=("buy now",)) == {"words": 10}


def test_many_within_one_day() -> None:
    fast = [post(n, at=NOON + timedelta(minutes=n)) for n in range(15)]
    assert kinds(*fast) == {"speed": 15}
    slow = [post(n, at=NOON + timedelta(hours=3 * n)) for n in range(30)]
    assert kinds(*slow) == {}


def test_texts_of_other_blogs_weigh_most() -> None:
    assert kinds(post(), twins=2) == {"twins": 30}
    assert kinds(post(), twins=20) == {"twins": 45}


def test_each_has_a_sentence() -> None:
    for kind in ("twins", "links", "speed", "words"):
        assert sentence(Sign(kind, 2, 10, ["casino"]))
    assert "casino" in sentence(Sign("words", 1, 10, ["casino"]))
