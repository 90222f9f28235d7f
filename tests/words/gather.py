"""Gather the product's strings and keep its translations in step with them: `make words`.

Django's own way needs GNU gettext on every machine; Babel reads the same sources without.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
ROOMS = ("accounts", "blog", "tenants", "platform", "templates")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip

_NOISE = re.compile(r'^"(?!Language:|Plural|MIME|Content)[A-Z][\w-]+: .*"\n', re.M)


def other_languages() -> list[str]:
    """The codes of settings.LANGUAGES that need a translation."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def gather() -> Catalog:
    """Every translatable string of the product, with the files that say it."""
    catalog = Catalog(project="Inkstead", charset="utf-8", fuzzy=False)
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for _line, function, found, comments in _strings_of(path):
            message, context = _message(function, found)
            catalog.add(message, locations=[(name, None)], context=context, auto_comments=comments)
    return catalog


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The translation as committed; empty when there is none."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Inkstead", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def update(language: str) -> Catalog:
    """The translation with today's strings: new ones empty, gone ones dropped, none guessed."""
    catalog = read(language)
    catalog.update(gather(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The file as it is committed: no dates and nobody's name, so that no run looks like a change."""
    buffer = io.BytesIO()
    catalog.header_comment = f"# Inkstead in {catalog.locale}."
    write_po(buffer, catalog, width=100, sort_output=True)
    return _NOISE.sub("", buffer.getvalue().decode()).encode()


def mo_bytes(catalog: Catalog) -> bytes:
    """What `gettext` reads while the product runs."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        for suffix in ("py", "html", "txt"):
            yield from sorted((ROOT / room).rglob(f"*.{suffix}"))


def _strings_of(path: Path) -> Iterator[tuple[int, str, object, list[str]]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What templatize blanks out is no Python; at the left margin it is at least tokens.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    file = io.BytesIO(source.encode())
    yield from extract_python(file, list(KEYWORDS), ["Translators:"], {"encoding": "utf-8"})


def _message(function: str, found: object) -> tuple[str | tuple[str, str], str | None]:
    parts = list(found) if isinstance(found, tuple) else [found]
    context = str(parts.pop(0)) if "pgettext" in function else None
    if "ngettext" in function or "npgettext" in function:
        return (str(parts[0]), str(parts[1])), context
    return str(parts[0]), context
