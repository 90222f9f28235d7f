"""A proxy between the app and Postgres that counts how often the app waits for an answer.

A round trip ends with ReadyForQuery, however many statements were sent in one go. A Flush message
or a CopyIn makes the app wait once more within a trip, so each counts as well.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.wire_messages import (
    COPY_IN,
    FLUSH,
    GSS_REQUEST,
    READY_FOR_QUERY,
    SSL_REQUEST,
    Splitter,
    startup_code,
)

CHUNK = 1 << 16

type Address = str | tuple[str, int]  # a socket's path, or host and port


@dataclass(frozen=True, slots=True)
class Trip:
    """One wait for an answer: on which connection, and what was sent."""

    connection: int
    sql: str


@dataclass
class WireProxy:
    """Listens on a Unix socket and hands all on to `upstream`, keeping every trip in `trips`."""

    path: Path
    upstream: Address
    trips: list[Trip] = field(default_factory=list)
    _count: int = 0
    _open: set[socket.socket] = field(default_factory=set)

    @contextlib.contextmanager
    def running(self) -> Iterator[WireProxy]:
        """Serve for the length of a block; all connections are closed at its end."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(self.path))
            listener.listen(64)
            threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
            try:
                yield self
            finally:
                self._close_all(listener)

    def mark(self) -> int:
        """A point in time, for `since`."""
        return len(self.trips)

    def since(self, mark: int) -> list[Trip]:
        """The trips that ended after `mark`."""
        return self.trips[mark:]

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return  # closed: the block is over
            self._count += 1
            threading.Thread(target=self._serve, args=(client, self._count), daemon=True).start()

    def _serve(self, client: socket.socket, number: int) -> None:
        with client, connect(self.upstream) as server, contextlib.suppress(OSError):
            self._open |= {client, server}
            try:
                packet = _startup(client)
                if packet:
                    server.sendall(packet)
                    self._forward(client, server, number)
            finally:
                self._open -= {client, server}

    def _forward(self, client: socket.socket, server: socket.socket, number: int) -> None:
        tally = _Tally(number, self.trips)
        back = threading.Thread(target=_pump, args=(server, client, tally.from_server), daemon=True)
        back.start()
        _pump(client, server, tally.from_client)
        back.join()

    def _close_all(self, listener: socket.socket) -> None:
        for end in (listener, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.path.unlink(missing_ok=True)


def connect(address: Address) -> socket.socket:
    """Open a stream to `address`."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    end = socket.socket(family, socket.SOCK_STREAM)
    end.connect(address)
    return end


class _Tally:
    """Watches both directions of one connection."""

    def __init__(self, number: int, trips: list[Trip]) -> None:
        self._number, self._trips = number, trips
        self._client, self._server = Splitter(), Splitter()
        self._sent: list[str] = []
        self._signed_in = False

    def from_client(self, data: bytes) -> None:
        for message in self._client.feed(data):
            if message.sql:
                self._sent.append(message.sql)
            if message.kind == FLUSH:
                self._add("(flush)")

    def from_server(self, data: bytes) -> None:
        for message in self._server.feed(data):
            if message.kind == COPY_IN:
                self._add("(copy in)")
            elif message.kind == READY_FOR_QUERY and self._signed_in:
                self._add("; ".join(self._sent))
                self._sent.clear()
            self._signed_in |= message.kind == READY_FOR_QUERY  # the first one ends the greeting

    def _add(self, text: str) -> None:
        self._trips.append(Trip(self._number, text))


def _pump(source: socket.socket, target: socket.socket, watch: Callable[[bytes], None]) -> None:
    """Hand on what comes until either end closes; the count is made before the bytes go on."""
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK):
            watch(data)
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _startup(client: socket.socket) -> bytes:
    """The packet that begins a session, after refusing encryption: it would hide what we count."""
    while True:
        head = _exactly(client, 4)
        packet = head + _exactly(client, int.from_bytes(head, "big") - 4)
        if len(packet) < 8 or startup_code(packet) not in {SSL_REQUEST, GSS_REQUEST}:
            return packet
        client.sendall(b"N")


def _exactly(end: socket.socket, size: int) -> bytes:
    """`size` bytes, or fewer when the other side has gone."""
    data = b""
    while len(data) < size and (more := end.recv(size - len(data))):
        data += more
    return data
