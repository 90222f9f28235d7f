"""Read many blogs from many threads through one pool, and count answers from the wrong blog.

A program of its own, so that the same reads can go through PgBouncer:
`python -m tests.isolation.crossing THREADS READS` reads lines of `tenant-id schema canary`.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass
from uuid import UUID

import django

from tests.support.hands import Hands


@dataclass(frozen=True)
class Target:
    """A blog and the only title it should ever answer with."""

    id: UUID
    schema_name: str
    canary: str


def read_once(targets: list[Target], seed: int) -> tuple[int, int]:
    """Open a random blog's transaction, read, roll back a savepoint, read: (answers, wrong)."""
    from django.db import transaction

    from blog.models import Post
    from tenants.db.scope import tenant_transaction

    target = random.Random(seed).choice(targets)
    titles: list[str] = []
    with tenant_transaction(target):
        titles += Post.objects.filter(slug="same").values_list("title", flat=True)
        with transaction.atomic():
            titles += Post.objects.filter(slug="same").values_list("title", flat=True)
            transaction.set_rollback(True)
        titles += Post.objects.filter(slug="same").values_list("title", flat=True)
    return len(titles), sum(title != target.canary for title in titles)


def main() -> None:
    """Print {"reads": n, "crossings": n}."""
    django.setup()
    threads, reads = int(sys.argv[1]), int(sys.argv[2])
    targets = [Target(UUID(i), s, c) for i, s, c in (line.split() for line in sys.stdin)]
    with Hands(threads) as pool:
        results = list(pool.map(lambda seed: read_once(targets, seed), range(reads)))
    json.dump(
        {"reads": sum(r[0] for r in results), "crossings": sum(r[1] for r in results)}, sys.stdout
    )


if __name__ == "__main__":
    main()
