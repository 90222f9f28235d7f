"""`manage.py overview`: the admin's first page, for the server's shell."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import BaseCommand, CommandParser

from inkstead.overview.read import facts, overview
from inkstead.overview.series import Span
from inkstead.overview.shell import page


class Command(BaseCommand):
    """It reads what the worker counted, and changes nothing."""

    help = "Show how the platform does: what needs a look, and its numbers over time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--span", choices=[one.value for one in Span], default=Span.MONTH.value, help="30-days"
        )
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = overview(Span(options["span"]))
        if options["json"]:
            self.stdout.write(json.dumps(facts(found), indent=2))
        else:
            style = self.style
            lines = page(found, good=style.SUCCESS, bad=style.ERROR, strong=style.MIGRATE_HEADING)
            self.stdout.write("\n".join(lines))
