"""`migrate_and_time`: `migrate_schemas --tenant`, and the seconds that its statements took."""

from __future__ import annotations

import sys
import time

from django.core.management import BaseCommand, call_command
from django.db import connection


class Command(BaseCommand):
    """One number: seconds of waiting for the database, all schemas together."""

    help = "Migrate all blogs, and print how long their statements took."

    def handle(self, *args, **options):
        waited = 0.0

        def wait(execute, *arguments):
            nonlocal waited
            start = time.perf_counter()
            try:
                return execute(*arguments)
            finally:
                waited += time.perf_counter() - start

        with connection.execute_wrapper(wait):
            call_command(
                "migrate_schemas", tenant=True, interactive=False, verbosity=0, stdout=sys.stderr
            )
        self.stdout.write(str(waited))
