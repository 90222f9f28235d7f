"""Postgres' protocol 3.0 on the wire, as far as counting needs it: where messages begin and end.

https://www.postgresql.org/docs/current/protocol-message-formats.html
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

SSL_REQUEST = 80877103
GSS_REQUEST = 80877104

QUERY, PARSE, FLUSH = b"Q", b"P", b"H"
READY_FOR_QUERY, COPY_IN = b"Z", b"G"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its type byte and what follows the length."""

    kind: bytes
    body: bytes

    @property
    def sql(self) -> str:
        """The statement of a Query or Parse message, else an empty string."""
        if self.kind == QUERY:
            return self.body.rstrip(b"\0").decode(errors="replace")
        if self.kind == PARSE:
            _name, _end, rest = self.body.partition(b"\0")
            return rest.partition(b"\0")[0].decode(errors="replace")
        return ""


@dataclass(slots=True)
class Splitter:
    """Cuts a stream into messages, however it is chopped up on its way."""

    _rest: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that `data` completes."""
        self._rest += data
        while len(self._rest) >= 5:
            length: int = struct.unpack_from("!I", self._rest, 1)[0]
            if len(self._rest) < 1 + length:
                return
            yield Message(bytes(self._rest[:1]), bytes(self._rest[5 : 1 + length]))
            del self._rest[: 1 + length]


def startup_code(packet: bytes) -> int:
    """The number that says what a first packet (with its length) wants; 196608 is protocol 3.0."""
    code: int = struct.unpack_from("!I", packet, 4)[0]
    return code
