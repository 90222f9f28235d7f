"""Gather the product's strings and keep its translations in step with them: `make words`.

Django's own way needs GNU gettext on every machine; Babel reads the same sources without.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
ROOMS = ("accounts", "blog", "tenants", "platform", "templates")
# What readers of a blog may come to see: `settings.READER_LANGUAGES` have this, and have it whole.
READERS = (
    "blog/public", "platform/kit/letterbox", "templates/base_blog.html", "templates/blog/public",
    "templates/blog/themes", "templates/components/letterbox.html",
    "templates/components/pager.html", "templates/components/social.html",
    "templates/base_alone.html", "templates/platform/maintenance.html",
    "templates/platform/state.html", "templates/platform/unknown_host.html",
)  # fmt: skip
KEYWORDS: dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip

type Found = tuple[
    int, str | tuple[str, ...], list[str], str | None
]  # line, what, comments, context

_NOISE = re.compile(r'^"(?!Language:|Plural|MIME|Content)[A-Z][\w-]+: .*"\n', re.M)


def other_languages() -> list[str]:
    """The codes of settings.LANGUAGES that need a translation."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def reader_languages() -> list[str]:
    """Those in which readers' pages alone are told."""
    return list(settings.READER_LANGUAGES)


def all_languages() -> list[str]:
    """Every language with a file of its own."""
    return [*other_languages(), *reader_languages()]


def gather(language: str = "") -> Catalog:
    """Every string that `language` is to have, by default all, with the files that say it."""
    catalog = Catalog(project="Inkstead", charset="utf-8", fuzzy=False)
    for path in _sources():
        place = (path.relative_to(ROOT).as_posix(), 0)  # no line: it would change with every edit
        if language in reader_languages() and not _is_for_readers(place[0]):
            continue
        for _line, message, comments, context in _strings_of(path):
            catalog.add(message, locations=[place], context=context, auto_comments=comments)
    return catalog


def po_path(language: str) -> Path:
    return LOCALE / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The translation as committed; empty when there is none."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=to_locale(language), project="Inkstead", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), charset="utf-8")


def update(language: str) -> Catalog:
    """The translation with today's strings: new ones empty, gone ones dropped, none guessed."""
    catalog = read(language)
    catalog.update(gather(language), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def waiting(catalog: Catalog) -> list[str]:
    """The strings that have no translation, or one that somebody only guessed."""
    return [
        str(message.id)
        for message in catalog
        if message.id and (message.fuzzy or not all(forms(message.string)))
    ]


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """A string, or its singular and plurals, as a tuple."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def po_bytes(catalog: Catalog) -> bytes:
    """The file as it is committed: without the dates that make every run look like a change."""
    buffer = io.BytesIO()
    catalog.header_comment = f"# Inkstead in {catalog.locale}."
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False)
    head, gap, messages = buffer.getvalue().decode().partition("\n\n")
    return (_NOISE.sub("", head) + gap + messages).encode()


def mo_bytes(catalog: Catalog) -> bytes:
    """What `gettext` reads while the product runs."""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # no news
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _is_for_readers(place: str) -> bool:
    return any(place == room or place.startswith(f"{room}/") for room in READERS)


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        for suffix in ("py", "html", "txt"):
            yield from sorted((ROOT / room).rglob(f"*.{suffix}"))


def _strings_of(path: Path) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What templatize blanks out is no Python; at the left margin it is at least tokens.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    yield from extract(
        "python", io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    )
