"""`manage.py erasures export|import|replay`: nobody who was erased comes back from a backup."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from tenants.erasures import travel
from tenants.erasures.replay import replay


class Command(BaseCommand):
    """See docs/operations.md: after every restore of the whole database, before it is served."""

    help = "The ledger of who was erased: give it out, take one in, erase again whom it names."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("export", help="the ledger as JSON lines, to be kept like a backup")
        one = verbs.add_parser("import", help="take in one that was given out, here or elsewhere")
        one.add_argument("file", help="its path; - reads what is piped in")
        verbs.add_parser("replay", help="take in the copy beside the backups, then erase again")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _export(self, options: dict[str, Any]) -> None:
        for line in travel.lines():
            self.stdout.write(line)

    def _import(self, options: dict[str, Any]) -> None:
        try:
            text = sys.stdin.read() if options["file"] == "-" else Path(options["file"]).read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from None
        self.stdout.write(f"{self._take_in(text):,} erasures came.")

    def _replay(self, options: dict[str, Any]) -> None:
        came = self._take_in(travel.copy_in_store())
        self.stdout.write(f"{came:,} erasures came from the copy beside the backups.")
        self.stdout.write(f"{replay():,} people were erased again.")

    def _take_in(self, text: str) -> int:
        try:
            return travel.take_in(text.splitlines())
        except travel.BadLedger as error:
            raise CommandError(str(error)) from None
