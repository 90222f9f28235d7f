"""`manage.py fleet doctor`: is anything wrong with any of the schemas, and can it be mended."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser

from tenants.fleet.doctor.examine import LOOKS, examine, mend
from tenants.fleet.doctor.ground import extent
from tenants.fleet.doctor.words import facts, page, wrong


class Command(BaseCommand):
    """Ends with 1 when something is wrong that was not mended."""

    help = "Look after all blogs' schemas together: doctor."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        doctor = verbs.add_parser("doctor", help="say what is wrong, and what can be done about it")
        doctor.add_argument("--mend", action="store_true", help="do what is safe, and say what")
        doctor.add_argument(
            "--only",
            action="append",
            default=[],
            choices=[look.name for look in LOOKS],
            metavar="LOOK",
            help=f"this alone, may be given several times: {', '.join(one.name for one in LOOKS)}",
        )
        doctor.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        seen = examine(only=tuple(options["only"]))
        if options["mend"]:
            mend(seen)
        size = extent()
        if options["json"]:
            self.stdout.write(json.dumps(facts(seen, size), indent=2))
        else:
            paint = {"good": self.style.SUCCESS, "bad": self.style.ERROR}
            self.stdout.write("\n".join(page(seen, size, **paint)))
        if wrong(seen):
            sys.exit(1)
