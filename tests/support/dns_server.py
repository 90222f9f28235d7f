"""A DNS server on the loopback, over UDP and TCP: a resolver as far as whoever asks can tell.

It answers for the names it was given, follows its own CNAMEs, and misbehaves where it is told to.
"""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from dns.rdtypes.ANY.TXT import TXT

UDP_BYTES = 1232
MOST_HOPS = 20
SERVFAIL, SILENT, GARBAGE, REFUSED = "servfail", "silent", "garbage", "refused"


@dataclass
class Zone:
    """What it knows. `records["blog.example.com"]["A"]` is a list, as zone files have values.

    `faults["blog.example.com"]` is one of the words above, for every type of that name.
    """

    records: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # name, type, "udp" or "tcp"
    port: int = 0

    @property
    def address(self) -> str:
        """As `DNS_SERVERS` names it."""
        return f"127.0.0.1:{self.port}"

    def set(self, name: str, **types: list[str] | str) -> None:
        """Replace what is known of `name`: `set("a.example.com", A="192.0.2.1")`."""
        lists = {kind: [v] if isinstance(v, str) else v for kind, v in types.items()}
        self.records[name] = lists

    def drop(self, name: str) -> None:
        """Let `name` not exist."""
        self.records.pop(name, None)

    def answer(self, wire: bytes, over: str) -> bytes | None:
        """The answer to one question; None for silence."""
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind, over))
        fault = self.faults.get(name)
        if fault == SILENT:
            return None
        if fault == GARBAGE:
            return wire[:2] + b"\x81\x80" + b"\xff" * 40
        reply = dns.message.make_response(query, recursion_available=True)
        if fault in {SERVFAIL, REFUSED}:
            reply.set_rcode(dns.rcode.from_text(fault or ""))
        else:
            self._fill(reply, name, kind)
        if over == "tcp":
            return reply.to_wire(max_size=65_535)
        try:
            return reply.to_wire(max_size=UDP_BYTES)
        except dns.exception.TooBig:
            reply.answer.clear()
            reply.flags |= dns.flags.TC
            return reply.to_wire(max_size=65_535)

    def _fill(self, reply: Any, name: str, kind: str) -> None:
        for _hop in range(MOST_HOPS):
            types = self.records.get(name)
            if types is None:
                reply.set_rcode(dns.rcode.NXDOMAIN)
                return
            if "CNAME" in types and kind != "CNAME":
                target = types["CNAME"][0]
                reply.answer.append(_rrset(name, "CNAME", [f"{target}."]))
                name = target
                continue
            if types.get(kind):
                reply.answer.append(_rrset(name, kind, types[kind]))
            return


def _rrset(name: str, kind: str, values: list[str]) -> dns.rrset.RRset:
    if kind != "TXT":
        return dns.rrset.from_text(f"{name}.", 60, "IN", kind, *values)
    records = [TXT(dns.rdataclass.IN, dns.rdatatype.TXT, _strings(value)) for value in values]
    return dns.rrset.from_rdata(f"{name}.", 60, *records)


def _strings(value: str) -> list[bytes]:
    """A TXT value in strings of at most 255 bytes; what is beyond ASCII is taken as latin-1."""
    raw = value.encode("latin-1")
    return [raw[at : at + 255] for at in range(0, len(raw), 255)] or [b""]


class _Udp(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        wire, sock = self.request
        answer = self.server.zone.answer(wire, "udp")  # type: ignore[attr-defined]
        if answer is not None:
            sock.sendto(answer, self.client_address)


class _Tcp(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        length = self.request.recv(2, socket.MSG_WAITALL)
        if len(length) < 2:
            return
        wire = self.request.recv(struct.unpack("!H", length)[0], socket.MSG_WAITALL)
        answer = self.server.zone.answer(wire, "tcp")  # type: ignore[attr-defined]
        if answer is not None:
            self.request.sendall(struct.pack("!H", len(answer)) + answer)


class _UdpServer(socketserver.ThreadingUDPServer):
    daemon_threads = True


class _TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def dns_server(port: int = 0) -> Iterator[Zone]:
    """The server, running, with an empty zone; `port` 0 takes any that is free for both."""
    zone = Zone()
    tcp = _TcpServer(("127.0.0.1", port), _Tcp)
    zone.port = tcp.server_address[1]
    udp = _UdpServer(("127.0.0.1", zone.port), _Udp)
    servers: list[socketserver.BaseServer] = [tcp, udp]
    threads = []
    for server in servers:
        server.zone = zone  # type: ignore[attr-defined]
        threads.append(threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True))
        threads[-1].start()
    try:
        yield zone
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()
