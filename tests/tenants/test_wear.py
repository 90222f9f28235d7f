"""A connection that has been to many blogs is replaced, between requests and never inside one."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from tenants.db import wear
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.due.run import run_due
from tenants.models import Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.deploy.servers import own_port
from tests.support.databases import ROOT, database_url, environment
from tests.support.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 6


@dataclass(frozen=True)
class Place:
    """As much of a tenant as a transaction wants; its schema need not be there to be entered."""

    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def schema_name(self) -> str:
        return f"t_{self.id.hex}"


@pytest.fixture
def few(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Six blogs a connection, exactly, and a pool that has just one."""
    settings.DB_CONNECTION_TENANTS = MANY
    settings.TENANT_ROLES = False
    monkeypatch.setattr(wear, "JITTER", 0)
    monkeypatch.setitem(settings.DB_POOL, "max_size", 1)
    begin_anew()
    yield
    begin_anew()


def begin_anew() -> None:
    """Without the connections that other tests used."""
    connection.close()
    tenant_connection().close_pool()


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def visit(place: Place) -> int:
    """What a request does: in, and at its end the connection goes back to the pool."""
    with tenant_transaction(place):
        pid = backend()
    connection.close()
    return pid


def test_after_so_many_blogs_another_backend_serves(few: None) -> None:
    pids = [visit(Place()) for _ in range(6 * MANY)]
    counts = [pids.count(pid) for pid in set(pids)]
    assert max(counts) == MANY
    assert len(counts) >= 6


def test_the_same_few_blogs_wear_nothing(few: None) -> None:
    places = [Place() for _ in range(MANY - 1)]
    assert len({visit(place) for place in places * 5}) == 1
    connection.ensure_connection()
    assert wear.schemas_seen(connection.connection) == MANY - 1


def test_zero_keeps_it_open(few: None, settings: Settings) -> None:
    settings.DB_CONNECTION_TENANTS = 0
    assert len({visit(Place()) for _ in range(3 * MANY)}) == 1


def test_never_inside_a_transaction(few: None) -> None:
    with transaction.atomic():
        before = backend()
        for _ in range(2 * MANY):
            with tenant_transaction(Place()):  # a savepoint of the transaction that is open
                assert backend() == before
            tenant_connection().close_if_worn()
        assert backend() == before
    tenant_connection().close_if_worn()
    assert backend() != before


def test_the_backend_is_gone_and_not_only_out_of_sight(few: None) -> None:
    worn, *_same = [visit(Place()) for _ in range(MANY)]

    def lives() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [worn])
            return cursor.fetchone() is not None

    until(lambda: not lives())


def test_connections_that_began_together_do_not_end_together(settings: Settings) -> None:
    settings.DB_CONNECTION_TENANTS = 500
    limits = {wear.Wear().limit for _ in range(50)}
    assert len(limits) > 10
    assert all(400 <= limit <= 600 for limit in limits)


def test_requests_to_many_blogs(few: None, make_blog: MakeBlog, blog_client: BlogClient) -> None:
    blogs = [make_blog(f"blog-{number}") for number in range(MANY + 1)]
    clients = [blog_client(blog) for blog in blogs]
    begin_anew()
    assert ends_with_another_backend(clients)


def ends_with_another_backend(clients: list[Client]) -> bool:
    before = backend()
    connection.close()
    for client in clients:
        assert client.get("/blog/").status_code == 200
        connection.close()  # Django's client keeps it open between requests
    return backend() != before


def test_a_long_task_lets_go_between_two_blogs(few: None, make_blog: MakeBlog) -> None:
    for number in range(MANY + 1):
        make_blog(f"blog-{number}")  # each has due work
    begin_anew()
    before = backend()
    assert run_due() == MANY + 1
    assert backend() != before


@dataclass
class Served:
    """A web server as in production, one process with three threads."""

    port: int
    name: str

    def get(self, host: str) -> int:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as asked:
            asked.request("GET", "/blog/", headers={"Host": host, "Connection": "close"})
            return asked.getresponse().status

    def backends(self) -> set[int]:
        with connection.cursor() as cursor:
            query = "SELECT pid FROM pg_stat_activity WHERE application_name = %s"
            cursor.execute(query, [self.name])
            return {pid for (pid,) in cursor.fetchall()}


@pytest.fixture
def served() -> Iterator[Served]:
    one = Served(own_port(), f"worn-{os.getpid()}")
    url = f"{database_url()}&application_name={one.name}"
    options = ["--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "3"]
    options += ["--port", str(one.port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "inkstead.wsgi:application"],
        cwd=ROOT,
        env=environment(DATABASE_URL=url, DB_CONNECTION_TENANTS=str(MANY), DB_POOL_SIZE="4"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield one
    finally:
        process.terminate()
        process.wait(30)


def answers(served: Served) -> bool:
    try:
        return served.get("nobody.inkstead.localhost") == 404
    except OSError:
        return False


def test_under_the_web_server(served: Served, make_blog: MakeBlog) -> None:
    blogs: list[Tenant] = [make_blog(f"blog-{number}") for number in range(4 * MANY)]
    hosts = [blog.domains.get(is_primary=True).domain for blog in blogs]
    until(lambda: answers(served), seconds=60)
    seen: set[int] = set()
    for host in hosts:
        assert served.get(host) == 200
        seen |= (now := served.backends())
        assert len(now) <= 4
    assert len(seen - served.backends()) >= 2, "worn ones went"
