"""Slugs from titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.slugs import MAX_SLUG_CHARS, is_slug, slugify, unique_slug

TITLES = [
    ("Hello, World!", "hello-world"),
    ("  Spaces   and\ttabs\n", "spaces-and-tabs"),
    ("Ünïcödé façade", "unicode-facade"),
    ("Straße & Æther Øre Łódź", "strasse-aether-ore-lodz"),
    ("don\u2019t panic", "dont-panic"),
    ("C++ / C#", "c-c"),
    ("\uff26\uff55\uff4c\uff4c width", "full-width"),
    ("Привет, мир", "привет-мир"),
    ("日本語 の タイトル", "日本語-の-タイトル"),
    ("Docker 入门", "docker-入门"),
    ("हिन्दी में लेख", "हिन्दी-में-लेख"),
    ("عنوان المقال", "عنوان-المقال"),
    ("Crème — brûlée…", "creme-brulee"),
    ("2024", "post-2024"),
    ("٢٠٢٤", "post-٢٠٢٤"),
    ("2024 in review", "2024-in-review"),
    ("", "post"),
    ("!!! ???", "post"),
    ("🎉🎉", "post"),
    ("🎉 party 🎉", "party"),
    ("---a---", "a"),
    ("\u0301\u0302", "post"),
    ("\u202eevil\u202c", "evil"),
    ("a\0b", "a-b"),
    ("İstanbul", "istanbul"),
]


@pytest.mark.parametrize(("title", "slug"), TITLES)
def test_titles(title: str, slug: str) -> None:
    assert slugify(title, fallback="post") == slug


def test_is_cut_at_a_word() -> None:
    slug = slugify("some words " * 20, fallback="post")
    assert len(slug) <= MAX_SLUG_CHARS
    assert slug.endswith(("-some", "-words"))


def test_one_long_word_is_cut_inside() -> None:
    assert slugify("a " + "b" * 200, fallback="post") == "a-" + "b" * 78


def test_digits_stay_within_the_limit_and_are_no_id() -> None:
    slug = slugify("1" * 200, fallback="post")
    assert slug == "post-" + "1" * 75
    assert is_slug(slug)


@given(st.text())
def test_always_a_slug(title: str) -> None:
    slug = slugify(title, fallback="post")
    assert is_slug(slug), slug
    assert 1 <= len(slug) <= MAX_SLUG_CHARS
    assert not slug.isdigit()


@given(st.text())
def test_a_slug_is_its_own_slug(title: str) -> None:
    slug = slugify(title, fallback="post")
    assert slugify(slug, fallback="post") == slug


@pytest.mark.parametrize(
    "value", ["", "-", "a-", "-a", "a--b", "A", "a b", "12", "a/b", "a" * 81, "e\u0301"]
)
def test_not_slugs(value: str) -> None:
    assert not is_slug(value)


def test_the_first_free_name_is_taken() -> None:
    names = {"a", "a-2", "a-3"}
    assert unique_slug("b", names.__contains__) == "b"
    assert unique_slug("a", names.__contains__) == "a-4"


def test_a_suffix_fits_into_the_limit() -> None:
    base = "a" * MAX_SLUG_CHARS
    slug = unique_slug(base, {base}.__contains__)
    assert slug == "a" * 78 + "-2"
