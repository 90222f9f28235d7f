"""A storage that does not answer: readers are told, soon, and no transaction waits for it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest

from blog.media import give, storage
from blog.media.models import Picture
from inkstead.settings import object_store as module
from inkstead.settings.object_store import object_store
from tenants.db.scope import current_tenant_id
from tests.blog.media.conftest import Add
from tests.blog.studio.conftest import House
from tests.support.hands import Hands
from tests.support.waiting import until

pytestmark = pytest.mark.django_db


class Broken(BaseHTTPRequestHandler):
    """Answers whatever is asked with an error, as a store does that is down behind its proxy."""

    def do_GET(self) -> None:
        self.send_error(500)

    do_HEAD = do_GET

    def log_message(self, *_args: Any) -> None:
        """Nobody reads it."""


@pytest.fixture
def broken() -> Iterator[int]:
    """The port of a store with errors alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Broken)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of one that takes what is asked and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def away() -> int:
    """A port where nobody is."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(autouse=True)
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test asks the storage anew, and waits for a moment at most."""
    monkeypatch.setattr(give, "door", give.Door())
    for name in ("CONNECT_SECONDS", "READ_SECONDS"):
        monkeypatch.setattr(module, name, 0.2)
    monkeypatch.setattr(module, "TRIES", 1)


def move_to(port: int, settings: Any) -> None:
    store = object_store(
        "pictures", endpoint=f"http://127.0.0.1:{port}", region="x", key="k", secret="s"
    )
    settings.STORAGES = settings.STORAGES | {"default": store}


@pytest.mark.parametrize("kind", ["broken", "silent", "away"])
def test_it_is_a_page_that_says_when_to_come_again(
    kind: str, house: House, add: Add, settings: Any, request: pytest.FixtureRequest
) -> None:
    row = add()
    move_to(request.getfixturevalue(kind), settings)
    answer = house.client().get(row.view, headers={"Accept-Language": "de"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Dieses Bild kommt gerade nicht." in answer.text
    known = {"If-None-Match": f'"{row.view.rpartition("/")[2]}"'}
    assert house.client().get(row.view, headers=known).status_code == 304, "which asks nobody"
    assert house.client().get("/media/abcdefghijkl/x.jpg").status_code == 404


def test_no_transaction_is_open_while_it_is_asked(
    house: House, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, read, open_then = add(), storage.read_of, []

    def ask(*which: Any) -> bytes:
        open_then.append(current_tenant_id())
        return read(*which)

    monkeypatch.setattr(storage, "read_of", ask)
    assert house.client().get(row.view).status_code == 200
    assert open_then == [None]


def test_after_one_that_waited_long_nobody_waits(
    house: House, add: Add, silent: int, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = add()
    monkeypatch.setattr(give, "SLOW_SECONDS", 0.1)
    move_to(silent, settings)
    asked, read = [], storage.read_of

    def ask(*which: Any) -> bytes:
        asked.append(which)
        return read(*which)

    monkeypatch.setattr(storage, "read_of", ask)
    assert [house.client().get(row.view).status_code for _ in range(3)] == [503] * 3
    assert len(asked) == 1
    monkeypatch.setattr(give.door, "_quiet_until", time.monotonic() - 1)
    house.client().get(row.view)
    assert len(asked) == 2, "then it is asked again"


def test_while_some_wait_in_vain_other_threads_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """First a few, then one alone; and all again once it has answered."""
    monkeypatch.setattr(give, "TURN_SECONDS", 0.05)
    monkeypatch.setattr(give, "SLOW_SECONDS", 0.0)
    monkeypatch.setattr(give, "QUIET_SECONDS", 0.0)
    asked, is_back, enough = [], False, Event()

    def ask(*which: Any) -> bytes:
        asked.append(which)
        if is_back:
            return b"here"
        enough.wait(10)
        raise TimeoutError

    def look(number: int) -> str:
        try:
            return give.give(UUID(int=1), "key", f"{number}.jpg").decode()
        except give.StoreAway as away:
            return str(away)

    monkeypatch.setattr(storage, "read_of", ask)
    with Hands(8) as hands:
        for most, said in ((give.AT_ONCE, "Others wait for it."), (1, "Somebody tries")):
            asked.clear()
            enough.clear()
            looks = [hands.submit(look, number) for number in range(8)]
            until(
                partial(
                    lambda looks, most: sum(one.done() for one in looks) == 8 - most, looks, most
                )
            )
            assert len(asked) == most
            enough.set()
            told = [one.result() for one in looks]
            assert sum(one.startswith(said) for one in told) == 8 - most
        is_back = True
        assert look(1) == "here"
        assert list(hands.map(look, range(8))) == ["here"] * 8


def test_one_file_that_fails_at_once_closes_the_way_to_no_other(
    house: House, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, read = add(), storage.read_of
    bad = row.view.rpartition("/")[2]

    def ask(tenant_id: Any, key: str, name: str) -> bytes:
        if name == bad:
            raise PermissionError(name)
        return read(tenant_id, key, name)

    monkeypatch.setattr(storage, "read_of", ask)
    assert house.client().get(row.view).status_code == 503
    assert house.client().get(row.thumbnail).status_code == 200
    with house.inside():
        assert Picture.objects.get().ready
