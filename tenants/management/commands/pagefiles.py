"""`manage.py pagefiles`: keep the pages that the proxy gives out as files. One a machine."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from tenants.pagecache.files.keeper import Keeper


class Command(BaseCommand):
    """Ends with SIGTERM, and takes all files out of the proxy's sight with it."""

    help = "Keep the pages that the proxy gives out as files: what changed is gone within a second."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PAGE_FILES_ROOT:
            raise CommandError("PAGE_FILES_ROOT names no folder: pages are not written as files.")
        over = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: over.set())
        Keeper(Path(settings.PAGE_FILES_ROOT)).run(until=over.is_set)
