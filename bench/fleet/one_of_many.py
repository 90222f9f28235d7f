"""Back one blog up among all the others: ours, and Postgres's own tool."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import parse_qs, urlsplit

from django.db import connection

from bench.figures import Figure
from bench.fleet.fill import fleet_tenants
from bench.fleet.fleet import Fleet
from bench.fleet.timing import timed
from inkstead.devstack.postgres import Postgres
from tenants.archive.backup import write_archive
from tenants.models import Tenant

BLOGS, DUMPS = 7, 3
TIMES_DUMP = 20


def one_of_many(fleet: Fleet) -> Iterator[Figure]:
    """Each of a few blogs once, by either way; both leave one file on the disk."""
    path = fleet.stage.folder / "one-of-many"
    tenants = fleet_tenants(BLOGS)
    connection.close()
    ours = median(timed(partial(write_archive, tenant, path)) for tenant in tenants)
    theirs = median(timed(partial(_dump, fleet, tenant, path)) for tenant in tenants[:DUMPS])
    yield fleet.figure("back up one blog, p50", ours, rounds=BLOGS)
    yield fleet.figure("pg_dump -n of one blog, p50", theirs, rounds=DUMPS)
    yield fleet.ratio("back up one blog, faster than pg_dump -n", theirs / ours, TIMES_DUMP)
    path.unlink()


def _dump(fleet: Fleet, tenant: Tenant, path: Path) -> None:
    place = Postgres(fleet.stage.folder / "data").place
    sockets = parse_qs(urlsplit(fleet.stage.environment["DATABASE_URL"]).query)["host"][0]
    subprocess.run(
        [
            *(str(Path(place.programs, "pg_dump")), "-Fc", "-n", tenant.schema_name),
            *("-h", sockets, "-U", "inkstead", "-f", str(path), "inkstead"),
        ],
        check=True,
    )
