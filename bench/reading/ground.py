"""What the figures of reading stand on: the fleet's blogs, a few larger ones, and stock beside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
from django.utils import timezone

from accounts.models import User
from bench import content
from bench.browser import Browser
from bench.fleet.fill import LABEL, host_of
from bench.load import Side, Target
from bench.stage import HOST, Stage, free_port, url_of
from bench.stock.beside import Stock
from inkstead.devstack.processes import Process, stop_all
from tenants.models import Domain, Tenant

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = int(os.environ.get("SECONDS", "4"))
PAIRS = 5  # blogs that both Inkstead and stock have
POSTS = 20
THEN = datetime(2026, 1, 5, 12, tzinfo=UTC)  # whenever they are made, both say the same
PAIR_HOSTS = [f"pair-{number}.{HOST}" for number in range(1, PAIRS + 1)]


@dataclass(frozen=True, slots=True)
class Ground:
    """The running stage, and the numbers of the fleet's blogs."""

    stage: Stage
    blogs: list[int]

    def homes(self, most: int = 1000) -> list[Target]:
        """The front pages of up to `most` blogs of the fleet, evenly from all."""
        step = max(1, len(self.blogs) // most)
        return [(host_of(number), "/") for number in self.blogs[::step][:most]]

    def trust(self) -> None:
        """Let the fleet's owners have confirmed their e-mails: only then is a page a file."""
        owners = User.objects.filter(email__startswith=LABEL, email_confirmed_at=None)
        owners.update(email_confirmed_at=timezone.now())

    @contextmanager
    def server(self, **more: str) -> Iterator[tuple[int, Process]]:
        """A web server of its own, for as long as it is needed, and its port."""
        port = free_port(self.stage.port + 1)
        process = self.stage.start("web server", port, **more)
        try:
            yield port, process
        finally:
            stop_all([process])

    def keeping(self) -> dict[str, str]:
        """What lets a server keep pages."""
        return {"PAGE_CACHE_BYTES": "256000000"}

    def pairs(self) -> list[str]:
        """The hosts of the blogs that stock has as well, made here if they are not there."""
        for host in PAIR_HOSTS:
            if not Domain.objects.filter(domain=host).exists():
                content.fill(content.blog(host.partition(".")[0]), first=1, last=POSTS, now=THEN)
        return PAIR_HOSTS

    def stock(self) -> Stock:
        """Stock django-tenants with the same blogs."""
        stock = Stock.beside(self.stage)
        with psycopg.connect(stock.url) as connection:
            rows = connection.execute("SELECT domain FROM customers_domain").fetchall()
        missing = [host for host in PAIR_HOSTS if (host,) not in rows]
        if rows:  # made by an earlier run, perhaps of an earlier release
            stock.manage("migrate_schemas", "--tenant", "--noinput", "--verbosity", "0")
        if missing:
            stock.make(*missing, posts=POSTS, now=THEN)
        return stock

    def one(self, label: str, posts: int = POSTS) -> Tenant:
        """A trusted blog of the figures' own: its owner confirmed the e-mail."""
        found = Tenant.objects.filter(domains__domain=f"{label}.{HOST}").first()
        if found is not None:
            return found
        tenant = content.blog(label)
        User.objects.filter(memberships__tenant=tenant).update(email_confirmed_at=timezone.now())
        content.fill(tenant, first=1, last=posts, now=timezone.now())
        return tenant

    def postgres(self) -> int:
        """The process of the database server, whose children serve connections."""
        found = next((self.stage.folder / "data").rglob("postmaster.pid"))
        return int(found.read_text().split()[0])


def side(port: int, process: Process, targets: list[Target]) -> Side:
    """A server as one of those that are compared."""
    if process.running is None:
        raise RuntimeError(f"{process.name} does not run.")
    return Side(port, process.running.pid, targets)


def body(port: int, target: Target) -> str:
    """A page as the server on `port` gives it; RuntimeError unless it is there."""
    with Browser(port) as browser:
        answer = browser.get(url_of(*target))
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} from {target} on {port}")
    return answer.text


def must_be_same(ours: int, theirs: int, targets: list[Target]) -> None:
    """Compare all pages of both; RuntimeError names the first that differs."""
    for target in targets:
        if body(ours, target) != body(theirs, target):
            raise RuntimeError(f"Not the same page on both: {target}")
