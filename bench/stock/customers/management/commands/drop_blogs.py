"""`drop_blogs HOST …`: away with what `make_blogs` made."""

from __future__ import annotations

from django.core.management import BaseCommand

from bench.stock.customers.models import Client


class Command(BaseCommand):
    """django-tenants' own way: the row, and the schema with it."""

    help = "Drop the blogs at these hosts."

    def add_arguments(self, parser):
        parser.add_argument("hosts", nargs="+", metavar="HOST")

    def handle(self, *args, hosts, **options):
        for client in Client.objects.filter(domains__domain__in=hosts):
            client.delete(force_drop=True)
