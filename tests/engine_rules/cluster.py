"""Whether the database at DATABASE_URL is a cluster that tests may use: `python -m …cluster`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import psycopg

OURS = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' OR schemaname LIKE 't\\_%'"
WORKERS = "SELECT count(*) FROM pg_dist_node WHERE isactive AND shouldhaveshards"


def main() -> int:
    """Say what it is, or what it lacks; returns the exit code."""
    try:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as cluster:
            lacks = list(what_it_lacks(cluster))
            said = "" if lacks else one(cluster, "SELECT citus_version()")
    except psycopg.OperationalError as error:
        lacks, said = [f"It does not answer: {error}".strip()], ""
    for line in lacks:
        print(f"  *** {line}", file=sys.stderr)
    if lacks:
        print("\n  *** NOT RUN ON CITUS.", file=sys.stderr)
        return 2
    print(f"{said}: the tests begin.")
    return 0


def what_it_lacks(cluster: psycopg.Connection[Any]) -> Iterator[str]:
    """A sentence for each thing that is not as the tests need it."""
    name = cluster.info.dbname
    if "test" not in name:
        yield f"The tests empty the database, and {name} is not named for that: call it …_test."
    if not one(cluster, "SELECT count(*) FROM pg_extension WHERE extname = 'citus'"):
        yield "It is no Citus: CREATE EXTENSION citus, on every node."
        return
    if not one(cluster, WORKERS):
        yield "No node takes shards: SELECT citus_add_node('worker', 5432)."
    if one(cluster, "SHOW citus.enable_schema_based_sharding") != "on":
        yield (
            f"New schemas would not be spread: ALTER DATABASE {name}"
            " SET citus.enable_schema_based_sharding TO on."
        )
    if one(cluster, OURS):
        yield f"{name} is not empty."


def one(cluster: psycopg.Connection[Any], query: str) -> Any:
    """The first value of the first row."""
    row = cluster.execute(query.encode()).fetchone()
    return row[0] if row else None


if __name__ == "__main__":
    sys.exit(main())
