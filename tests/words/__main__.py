"""`python -m tests.words`: bring locale/ in step with the sources, and say what is left to do."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inkstead.settings.build")
django.setup()

from tests.words import gather  # noqa: E402  # it asks the settings


def main() -> None:
    """Write django.po and django.mo of each language."""
    for language in gather.all_languages():
        catalog = gather.update(language)
        path = gather.po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gather.po_bytes(catalog))
        path.with_suffix(".mo").write_bytes(gather.mo_bytes(catalog))
        print(f"{language}: {len(catalog)} strings, {len(gather.waiting(catalog))} to translate")


if __name__ == "__main__":
    main()
