"""`manage.py migrate`: the shared tables, the recorded template, then every blog."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.commands import migrate
from django.db import DatabaseError

from tenants.fleet.migrate import migrate_schema, schemas_behind
from tenants.provisioning.template import record_template


class Command(migrate.Command):
    """Django's own for the public schema, and the same migrations for each blog after it."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        only_looks = options["plan"] or options["check_unapplied"]
        if only_looks or options["app_label"] or options["database"] != "default":
            return
        call_command("createcachetable", verbosity=0)
        record_template()
        self._migrate_blogs(options["verbosity"])

    def _migrate_blogs(self, verbosity: int) -> None:
        behind = schemas_behind()
        failed = [schema for schema in behind if not self._migrate_one(schema, verbosity)]
        if failed:
            raise CommandError(
                f"{len(failed)} of {len(behind)} blogs were not migrated: {', '.join(failed)}"
            )

    def _migrate_one(self, schema: str, verbosity: int) -> bool:
        try:
            migrate_schema(schema)
        except DatabaseError as error:
            self.stderr.write(self.style.ERROR(f"  {schema}: {error}"))
            return False
        if verbosity:
            self.stdout.write(f"  {schema} migrated")
        return True
