"""The proxy against the real server: what psycopg sends is what is counted."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import pq
from psycopg.conninfo import make_conninfo

from bench.wire_proxy import WireProxy

SSL_REQUEST = struct.pack("!II", 8, 80877103)


@pytest.fixture
def proxy(short_folder: Path) -> Iterator[WireProxy]:
    upstream = server_socket()
    with WireProxy(short_folder / ".s.PGSQL.5432", upstream).running() as running:
        yield running


@pytest.fixture
def client(proxy: WireProxy) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(arguments(proxy), autocommit=True) as opened:
        yield opened


def server_socket() -> str:
    """The test server's own socket, as settings name it."""
    options = connection.get_connection_params()
    host, port = str(options["host"]), options.get("port") or 5432
    return f"{host}/.s.PGSQL.{port}"


def arguments(proxy: WireProxy) -> str:
    user = connection.settings_dict["USER"]
    return make_conninfo(host=str(proxy.path.parent), user=user, dbname="postgres")


def test_connecting_is_no_round_trip(proxy: WireProxy, client: psycopg.Connection[Any]) -> None:
    assert client.info.status == pq.ConnStatus.OK
    assert proxy.trips == []


def test_a_statement_in_autocommit_is_one(
    proxy: WireProxy, client: psycopg.Connection[Any]
) -> None:
    assert client.execute("SELECT 41 + 1").fetchone() == (42,)
    assert [trip.sql for trip in proxy.trips] == ["SELECT 41 + 1"]


def test_parameters_cost_nothing_more(proxy: WireProxy, client: psycopg.Connection[Any]) -> None:
    client.execute("SELECT %s::int", [1])
    assert [trip.sql for trip in proxy.trips] == ["SELECT $1::int"]


def test_begin_and_commit_count(proxy: WireProxy, client: psycopg.Connection[Any]) -> None:
    with client.transaction():
        client.execute("SELECT 1")
    assert [trip.sql for trip in proxy.trips] == ["BEGIN", "SELECT 1", "COMMIT"]


def test_a_batch_is_one(proxy: WireProxy, client: psycopg.Connection[Any]) -> None:
    client.pgconn.exec_(b"BEGIN; SET LOCAL search_path = public; SELECT 1")
    client.rollback()
    assert len(proxy.trips) == 2


def test_an_answer_longer_than_the_buffer_is_one(
    proxy: WireProxy, client: psycopg.Connection[Any]
) -> None:
    row = client.execute("SELECT repeat('Z', 1000000)").fetchone()
    assert row is not None
    assert len(row[0]) == 1_000_000
    assert len(proxy.trips) == 1


def test_an_error_is_one_as_well(proxy: WireProxy, client: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        client.execute("SELECT * FROM nothing_of_that_name")
    assert len(proxy.trips) == 1


def test_since_a_mark(proxy: WireProxy, client: psycopg.Connection[Any]) -> None:
    client.execute("SELECT 1")
    mark = proxy.mark()
    client.execute("SELECT 2")
    assert [trip.sql for trip in proxy.since(mark)] == ["SELECT 2"]


def test_connections_are_told_apart(proxy: WireProxy, client: psycopg.Connection[Any]) -> None:
    with psycopg.connect(arguments(proxy), autocommit=True) as other:
        other.execute("SELECT 1")
        client.execute("SELECT 2")
    assert {trip.sql: trip.connection for trip in proxy.trips} == {"SELECT 1": 2, "SELECT 2": 1}


def test_encryption_is_refused_since_it_would_hide_the_count(proxy: WireProxy) -> None:
    with socket.socket(socket.AF_UNIX) as raw:
        raw.connect(str(proxy.path))
        raw.sendall(SSL_REQUEST)
        assert raw.recv(1) == b"N"


def test_the_end_of_the_block_ends_connections(short_folder: Path) -> None:
    proxy = WireProxy(short_folder / ".s.PGSQL.5432", server_socket())
    with proxy.running():
        opened = psycopg.connect(arguments(proxy), autocommit=True)
    with pytest.raises(psycopg.OperationalError):
        opened.execute("SELECT 1")
    opened.close()
    assert not proxy.path.exists()
