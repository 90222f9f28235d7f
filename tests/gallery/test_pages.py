"""What holds for every page, without a browser."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from django.conf import settings

from tests.gallery.kinds import UNSEEN
from tests.gallery.walk import LETTER, Shown
from tests.isolation.examples import patterns

pytestmark = pytest.mark.django_db
ID = re.compile(r"<[a-zA-Z][^<>]*?\sid=\"([^\"]*)\"")
FINE_TIME = re.compile(r'datetime="[^"]*\.\d{4,}')  # HTML knows three decimals of a second
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


# The same page in two places, and a post before and while it is edited.
ALIKE = (
    {"account_reauthenticate", "mfa_reauthenticate"},
    {"account_confirm_email", "account_reset_password_from_key"},
    {"studio:post_preview", "studio:post_edit"},
)


def of_product(pages: list[Shown]) -> list[Shown]:
    """Without the letters, and the admin's plain 404."""
    return [page for page in pages if page.endpoint != LETTER]


def test_every_place_answers_as_expected(pages: list[Shown]) -> None:
    wrong = [(p.name, p.status, p.endpoint, p.url) for p in pages if p.status != p.expected]
    assert wrong == []


def test_names_are_told_apart(pages: list[Shown]) -> None:
    assert len({page.name for page in pages}) == len(pages)


def test_every_pattern_is_seen_or_said_to_have_no_page(pages: list[Shown]) -> None:
    named = {*patterns(settings.ROOT_URLCONF), *patterns(settings.PUBLIC_SCHEMA_URLCONF)}
    seen = {page.endpoint for page in pages}
    assert named - seen - UNSEEN.keys() == set(), "give it a place in tests/gallery/places/"
    assert UNSEEN.keys() & seen == set()
    assert UNSEEN.keys() - named == set()


def test_titles_tell_pages_apart(pages: list[Shown]) -> None:
    by_title: defaultdict[str, set[str]] = defaultdict(set)
    for page in of_product(pages):
        found = TITLE.findall(page.html.partition("</head>")[0])  # charts have titles of their own
        assert len(found) == 1, page.name
        title = " ".join(found[0].split())
        assert title, page.name
        if page.status == 200 and not page.posted:
            host = page.url.split("/")[2]
            room = page.endpoint.partition(":")[0] if ":" in page.endpoint else ""
            by_title[f"{host} {room} {title}"].add(page.endpoint)
    twice = [seen for seen in by_title.values() if len(seen) > 1]
    assert [seen for seen in twice if seen not in ALIKE] == []


def test_every_page_has_one_heading_a_language_and_landmarks(pages: list[Shown]) -> None:
    odd = {}
    for page in of_product(pages):
        counts = {
            tag: len(re.findall(rf"<{tag}[\s>]", page.html)) for tag in ("h1", "main", "header")
        }
        language = re.search(r'<html lang="([\w-]+)" dir="(ltr|rtl)"', page.html)
        if counts["h1"] != 1 or counts["main"] != 1 or not language:
            odd[page.name] = counts
        elif "arabic" in page.name:
            assert language.groups() == ("ar", "rtl"), page.name
    assert odd == {}


def test_an_id_is_given_once_and_times_are_html_s(pages: list[Shown]) -> None:
    """The strict checker says so too, where there is Java."""
    twice = {
        page.name: again
        for page in pages
        if (again := [name for name, n in Counter(ID.findall(page.html)).items() if n > 1])
    }
    assert twice == {}
    assert [page.name for page in pages if FINE_TIME.search(page.html)] == []


def test_every_letter_has_a_title(pages: list[Shown]) -> None:
    letters = [page for page in pages if page.endpoint == LETTER]
    assert letters
    assert [page.name for page in letters if not TITLE.findall(page.html)[0].strip()] == []
