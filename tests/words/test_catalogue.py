"""Each translation has every string of today, translated whole, and is compiled as it stands."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.utils import translation

from tests.words import gather

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|#(?=\s)|<[^>]+>")

languages = pytest.mark.parametrize("language", gather.all_languages())


def test_there_is_a_language_beside_english() -> None:
    assert gather.other_languages()


@languages
def test_the_file_is_in_step_with_the_sources(language: str) -> None:
    now = gather.po_bytes(gather.update(language)).decode()
    assert gather.po_path(language).read_text() == now, "run make words, and translate what is new"


@languages
def test_nothing_waits_for_a_translation(language: str) -> None:
    assert gather.waiting(gather.read(language)) == []


@languages
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    compiled = gather.po_path(language).with_suffix(".mo").read_bytes()
    assert compiled == gather.mo_bytes(gather.read(language))


@languages
def test_no_placeholder_and_no_tag_is_lost(language: str) -> None:
    lost = [str(message.id) for message in gather.read(language) if message.id and differs(message)]
    assert lost == []


def differs(message: Message) -> bool:
    """Whether a form of the translation holds other placeholders than its original."""
    originals = [marks(text) for text in gather.forms(message.id)]
    # A language has one to six forms, and may say "one" or "two" without the number.
    if not isinstance(message.id, str):
        originals += [marks for kept in originals for marks in _with_one_less(kept)]
    return any(marks(text) not in originals for text in gather.forms(message.string))


def _with_one_less(marks: Counter[str]) -> list[Counter[str]]:
    return [marks - Counter([one]) for one in marks if one.startswith("%(")]


def marks(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


@languages
def test_it_is_what_the_product_says(language: str) -> None:
    catalog = gather.read(language)
    said = 0
    with translation.override(language):
        for message in catalog:
            if isinstance(message.id, str) and message.id and not message.context:
                assert translation.gettext(message.id) == message.string
                said += 1
    assert said > (60 if language in gather.reader_languages() else 400)


def test_a_readers_language_has_the_readers_words_alone() -> None:
    for language in gather.reader_languages():
        words = {message.id for message in gather.read(language)}
        assert {"Archive", "Read More", "Written on %(name)s"} <= words
        assert not {"Settings", "Team", "Publish"} & words


def test_the_plurals_of_arabic() -> None:
    with translation.override("ar"):
        said = {
            n: translation.ngettext("%(minutes)s min read", "%(minutes)s min read", n)
            for n in (1, 2, 3, 11, 100)
        }
    assert said[2].endswith("دقيقتين")
    assert said[3].endswith("دقائق")
    assert said[1].endswith("دقيقة واحدة")
    assert {said[11], said[100]} == {"قراءة في %(minutes)s دقيقة"}
    assert "%" not in said[1] + said[2], "one and two are words"


def test_english_is_not_translated() -> None:
    with translation.override(settings.LANGUAGE_CODE):
        assert translation.gettext("Settings") == "Settings"
