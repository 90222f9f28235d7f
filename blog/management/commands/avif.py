"""`manage.py avif`: have smaller forms made of the pictures that have none, blog by blog."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from blog.media.models import Picture
from blog.media.quiet import refine_later
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.models import State, Tenant
from tenants.shell.find import find


class Command(BaseCommand):
    """It only leaves due work; the worker does it in the quiet hours."""

    help = "After an upgrade: let AVIF be made of the pictures that were there before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="*", metavar="ADDRESS", help="default: every blog")

    def handle(self, *args: Any, **options: Any) -> None:
        blogs = [find(address) for address in options["address"]] or list(
            Tenant.objects.filter(state=State.READY).order_by("created_at")
        )
        waiting = 0
        for tenant in blogs:
            with tenant_transaction(tenant):
                left = Picture.objects.all().to_refine().count()
                if left:
                    refine_later()
            tenant_connection().close_if_worn()  # it comes to all blogs
            waiting += left
        if options["verbosity"]:
            self.stdout.write(f"Waiting for AVIF: {waiting:,} pictures in {len(blogs):,} blogs.")
