"""Measure what a database weighs as blogs come: `python -m bench.capacity grow 200 1000`.

On a throw-away Postgres of its own, with blogs made the product's way: from spares, with their
first content and nothing else. Each stop appends lines to bench/results/growth.jsonl.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from bench.figures import ROOT, Figure, commit

RESULTS = ROOT / "bench/results/growth.jsonl"

# name, unit and query; sizes are on disk, indexes and TOAST included.
SIZES = {
    "database": ("B", "SELECT pg_database_size(current_database())"),
    "catalog": (
        "B",
        "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'pg_catalog'::regnamespace",
    ),
    "blogs' own tables": (
        "B",
        "SELECT sum(pg_total_relation_size(k.oid)) FROM pg_class k"
        " JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND nspname ~ '^t_'",
    ),
    "relations": ("relations", "SELECT count(*) FROM pg_class"),
    "files": ("files", "SELECT count(*) FROM pg_class WHERE pg_relation_filenode(oid) IS NOT NULL"),
}


def grow(stops: Sequence[int]) -> None:
    """Make blogs up to each of `stops`, and write down what there is."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "inkstead.settings.test"
    sys.path.insert(0, str(ROOT / "platform"))
    version = commit()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    RESULTS.parent.mkdir(exist_ok=True)
    made = 0
    for stop in (0, *stops):
        _make(made, stop)
        made = stop
        with RESULTS.open("a") as file:
            for figure in _measured(stop):
                print(figure.line(version), file=file)
                print(figure.line(version), flush=True)


def _make(made: int, upto: int) -> None:
    from django.conf import settings

    from accounts.models import User
    from tenants.actions.create_tenant import create_tenant
    from tenants.provisioning.provision import provision
    from tenants.provisioning.spares import make_spares

    owner, _new = User.objects.get_or_create(email="owner@growth.example")
    for start in range(made, upto, 100):
        settings.SPARE_SCHEMAS = min(100, upto - start)
        make_spares(at_most=100)
        for number in range(start, min(start + 100, upto)):
            tenant = create_tenant(by=owner, name=f"Blog {number}", address=f"growth-{number}")
            provision(tenant.id)


def _measured(blogs: int) -> Iterator[Figure]:
    from django.db import connection

    with connection.cursor() as cursor:
        for name, (unit, query) in SIZES.items():
            cursor.execute(query)
            yield Figure(name=name, value=float(cursor.fetchone()[0] or 0), unit=unit, n=blogs)
