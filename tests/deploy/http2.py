"""One request by HTTP/2 (RFC 9113), whose host may hold what HTTP/1.1 refuses."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, SETTINGS, GOAWAY = 0, 1, 4, 7
END_STREAM, END_HEADERS, ACK = 1, 4, 1


def body_over_http2(port: int, authority: str, path: str, *, name: str, ca: str) -> bytes:
    """What is answered at `https://{authority}{path}`; the TLS handshake asks for `name`."""
    context = ssl.create_default_context(cafile=ca)
    context.set_alpn_protocols(["h2"])
    with (
        socket.create_connection(("127.0.0.1", port), 30) as raw,
        context.wrap_socket(raw, server_hostname=name) as tls,
    ):
        assert tls.selected_alpn_protocol() == "h2"
        asked = {":method": "GET", ":scheme": "https", ":authority": authority, ":path": path}
        block = b"".join(_field(one, value) for one, value in asked.items())
        tls.sendall(PREFACE + _frame(SETTINGS, 0, 0, b""))
        tls.sendall(_frame(HEADERS, END_STREAM | END_HEADERS, 1, block))
        return b"".join(_answer(tls))


def _answer(tls: ssl.SSLSocket) -> Iterator[bytes]:
    """The pieces of the body, until the stream ends."""
    while True:
        size, kind, flags, stream = _head(_exactly(tls, 9))
        content = _exactly(tls, size)
        if kind == SETTINGS and not flags & ACK:
            tls.sendall(_frame(SETTINGS, ACK, 0, b""))
        if kind == DATA and stream == 1:
            yield content
        if kind == GOAWAY or (stream == 1 and (flags & END_STREAM or kind not in {DATA, HEADERS})):
            return


def _field(name: str, value: str) -> bytes:
    """Never indexed and not compressed (RFC 7541, 6.2.3)."""
    texts = [text.encode() for text in (name, value)]
    return b"\x10" + b"".join(bytes([len(text)]) + text for text in texts)  # each under 127


def _frame(kind: int, flags: int, stream: int, content: bytes) -> bytes:
    head = len(content).to_bytes(3) + bytes([kind, flags]) + stream.to_bytes(4)
    return head + content


def _head(head: bytes) -> tuple[int, int, int, int]:
    return int.from_bytes(head[:3]), head[3], head[4], int.from_bytes(head[5:]) & 0x7FFF_FFFF


def _exactly(tls: ssl.SSLSocket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        piece = tls.recv(size - len(got))
        if not piece:
            raise ConnectionError("It was closed in between.")
        got += piece
    return got
