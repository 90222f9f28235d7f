"""`count_blogs`: how many there are."""

from __future__ import annotations

from django.core.management import BaseCommand

from bench.stock.customers.models import Client


class Command(BaseCommand):
    """One number."""

    help = "Print how many blogs there are."

    def handle(self, *args, **options):
        self.stdout.write(str(Client.objects.count()))
