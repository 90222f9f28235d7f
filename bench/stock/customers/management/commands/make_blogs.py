"""`make_blogs HOST …`: blogs as django-tenants makes them, and how long each took."""

from __future__ import annotations

import json
import time
from datetime import datetime

from django.core.management import BaseCommand
from django.utils import timezone
from django_tenants.utils import tenant_context

from bench.stock.blog.seed import publish, welcome
from bench.stock.customers.models import Client, Domain


class Command(BaseCommand):
    """One JSON object a line: the host, its schema, and the seconds that `save()` took."""

    help = "Make a blog at each host: Client.save(), its Domain, first content, and posts."

    def add_arguments(self, parser):
        parser.add_argument("hosts", nargs="+", metavar="HOST")
        parser.add_argument("--posts", type=int, default=0, metavar="N")
        parser.add_argument(
            "--now", type=datetime.fromisoformat, help="the moment before which posts are published"
        )

    def handle(self, *args, hosts, posts, now, **options):
        for host in hosts:
            client, seconds = self._make(host)
            with tenant_context(client):
                welcome(client.name)
                publish(posts, now=now or timezone.now())
            made = {"host": host, "schema": client.schema_name, "seconds": round(seconds, 4)}
            self.stdout.write(json.dumps(made))

    def _make(self, host):
        label = host.partition(".")[0]
        client = Client(schema_name=label.replace("-", "_"), name=label.title())
        start = time.perf_counter()
        client.save(verbosity=0)
        seconds = time.perf_counter() - start
        Domain.objects.create(domain=host, tenant=client, is_primary=True)
        return client, seconds
