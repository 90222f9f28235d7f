"""`manage.py pagecache`: how often readers got a page that was kept."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.utils import timezone

from kit.table import lines
from tenants.pagecache.report import COLUMNS, report


class Command(BaseCommand):
    """Counts are handed over every ten seconds and kept for two weeks."""

    help = "Show how many pages of each blog came from the page cache, the most read blogs first."

    def add_arguments(self, parser: CommandParser) -> None:
        today = timezone.now().date()
        parser.add_argument("--day", type=date.fromisoformat, default=today, metavar="YYYY-MM-DD")
        parser.add_argument("--most", type=int, default=20, metavar="N", help="how many blogs; 20")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = report(options["day"], most=options["most"])
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=2))
        else:
            table = lines(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))
            self.stdout.write("\n".join(table))
