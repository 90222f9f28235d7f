"""`manage.py migrate`: the shared tables, the recorded template, then every blog and spare."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable
from typing import Any, TextIO

from django.core.management import CommandError, CommandParser, call_command
from django.core.management.commands import migrate
from django.db.migrations.loader import MigrationLoader

from kit.permissions import none_made_again
from kit.progress import Progress
from tenants.db.scope import tenant_connection
from tenants.fleet.lock import Locked, fleet_lock
from tenants.fleet.look import count, lacks, list_lines, plan_lines
from tenants.fleet.migrate import Order, migrate_fleet
from tenants.fleet.plan import Group, aim_at, leaves
from tenants.fleet.prune import prune
from tenants.fleet.run import Result
from tenants.fleet.statistics import learn_new_columns
from tenants.provisioning.recording import drop_scratch_schemas
from tenants.provisioning.template import record_template, tenant_labels
from tenants.shell.find import find


class Command(migrate.Command):
    """Django's own for the public schema, and the same migrations for the fleet after it."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--list", action="store_true", help="who has which migration")
        some = parser.add_mutually_exclusive_group()
        some.add_argument(
            "--only",
            metavar="ADDRESS",
            action="append",
            default=[],
            help="of the blogs, this one alone; may be given several times",
        )
        some.add_argument("--canary", metavar="N", type=_count, help="of the blogs, N and no more")
        parser.add_argument(
            "--sure",
            metavar="APP",
            help="with zero: the app once more, since all that blogs have in it is lost",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        label = options["app_label"]
        if options["database"] != "default" or (label and label not in tenant_labels()):
            super().handle(*args, **options)
        elif options["list"] or options["plan"] or options["check_unapplied"]:
            self._look(*args, **options)
        else:
            try:
                with fleet_lock():
                    self._migrate(*args, **options)
            except Locked as error:
                raise CommandError(str(error)) from None

    def _migrate(self, *args: Any, **options: Any) -> None:
        order, label = self._order(options), options["app_label"]
        _require_sure(order, options)
        with none_made_again():
            super().handle(*args, **options)
        if options["prune"]:
            for line in prune(label, order.members()):
                self._say(line)
            return
        if not label:
            call_command("createcachetable", verbosity=0)
        drop_scratch_schemas(tenant_connection())
        self._record_template(order, options)
        result = self._migrate_fleet(order)
        if result.migrated and not order.fake:
            learn_new_columns()
        self._finish(result)

    def _record_template(self, order: Order, options: dict[str, Any]) -> None:
        """New blogs are as the fleet will be; what is faked back is in the books alone."""
        if not options["migration_name"]:
            record_template()
        elif not options["fake"]:
            record_template(order.aim(MigrationLoader(None)))

    def _order(self, options: dict[str, Any]) -> Order:
        label, name = options["app_label"], options["migration_name"]
        return Order(
            aim=aim_at(label, name) if label else leaves,
            only=[find(address).pk for address in options["only"]],
            canary=options["canary"],
            fake=options["fake"],
            fake_initial=options["fake_initial"],
        )

    # -- only looking ----------------------------------------------------------------------------
    def _look(self, *args: Any, **options: Any) -> None:
        lacking = False
        order = self._order(options)
        if options["list"]:
            self._list(order, options["app_label"])
            return
        try:
            super().handle(*args, **options)
        except SystemExit as stop:
            lacking = bool(stop.code)
        if options["plan"]:
            for line in plan_lines(order):
                self.stdout.write(line)
        if options["check_unapplied"]:
            lines = list(lacks(order, template=not options["app_label"]))
            for line in lines:
                self.stderr.write(self.style.NOTICE(line))
            if lacking or lines:
                sys.exit(1)

    def _list(self, order: Order, label: str | None) -> None:
        if not label:
            shared = MigrationLoader(None).migrated_apps - tenant_labels()
            call_command("showmigrations", *sorted(shared), stdout=self.stdout)
        for line in list_lines(order, label):
            self.stdout.write(line)

    # -- the fleet -------------------------------------------------------------------------------
    def _migrate_fleet(self, order: Order) -> Result:
        bars: list[Progress] = []

        def start(groups: list[Group]) -> None:
            members = [member for group in groups for member in group.members]
            self._say(f"Blogs and spares to migrate: {count(members)}")
            if self.verbosity:
                out: TextIO = self.stdout._out  # type: ignore[assignment]  # itself adds line ends
                bars.append(Progress(out, "Migrated", len(members)))

        def done() -> None:
            if bars:
                bars[-1].step()

        result = migrate_fleet(order, on_start=start, on_done=done)
        for bar in bars:
            bar.close()
        return result

    def _finish(self, result: Result) -> None:
        for failure in result.failures:
            where = f"{failure.step}: " if failure.step else ""
            self.stderr.write(self.style.ERROR(f"  {failure.member}: {where}{failure.error}"))
        if result.failures:
            failed = [failure.member for failure in result.failures]
            total = len(failed) + len(result.migrated)
            raise CommandError(
                f"{count(failed)} of {total:,} not migrated: "
                f"{_some(member.address for member in failed)}"
            )

    def _say(self, line: str) -> None:
        if self.verbosity:
            self.stdout.write(line)


def _require_sure(order: Order, options: dict[str, Any]) -> None:
    """Living blogs are not emptied by a slip: unlike Django's, this `zero` is every writer's."""
    label = options["app_label"]
    if options["migration_name"] != "zero" or options["fake"] or options["sure"] == label:
        return
    blogs = sum(1 for member in order.members() if member.tenant_id)
    if blogs:
        raise CommandError(
            f"This deletes all that {blogs} {'blogs have' if blogs > 1 else 'blog has'} in {label}."
            f" Back them up, and say so: --sure {label}"
        )


def _count(typed: str) -> int:
    """Refuses what is below 0: of a list that would be all but so many."""
    if not typed.isdecimal():
        raise ArgumentTypeError(f"{typed!r} is no number of blogs")
    return int(typed)


def _some(names: Iterable[str]) -> str:
    named = list(names)
    more = f" and {len(named) - 10:,} more" if len(named) > 10 else ""
    return ", ".join(named[:10]) + more
