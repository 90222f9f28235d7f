"""`manage.py render`: make again what an older release rendered, blog by blog."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from blog.render_again import render_old
from kit.progress import Progress
from tenants.db.scope import tenant_transaction
from tenants.models import State, Tenant
from tenants.shell.find import find

STANDING = [State.READY, State.SUSPENDED, State.DELETED]


class Command(BaseCommand):
    """Each blog is a transaction of its own: a stopped run goes on where it was."""

    help = "After an upgrade: show old posts as the new release would, without saving each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="*", metavar="ADDRESS", help="default: every blog")

    def handle(self, *args: Any, **options: Any) -> None:
        blogs = [find(address) for address in options["address"]] or list(
            Tenant.objects.filter(state__in=STANDING).order_by("created_at")
        )
        bar = None
        if options["verbosity"] and len(blogs) > 1:
            bar = Progress(self.stdout._out, "Blogs", len(blogs))  # type: ignore[arg-type]
        made = 0
        for tenant in blogs:
            with tenant_transaction(tenant):
                made += render_old()
            if bar:
                bar.step()
        if bar:
            bar.close()
        if options["verbosity"]:
            self.stdout.write(f"Rendered again: {made:,} texts in {len(blogs):,} blogs.")
