"""Asking DNS, through the one resolver that this installation trusts.

Only names are resolved: nothing is ever fetched from an address that DNS told, and no server is
asked but the resolver, so a hostile zone can make us connect nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import dns.exception
import dns.name
import dns.nameserver
import dns.rcode
import dns.rdatatype
import dns.resolver
from django.conf import settings

LIFETIME_SECONDS = 6.0  # of one question, retries included
TRY_SECONDS = 2.5
EDNS_BYTES = 1232  # more comes over TCP
MOST_RECORDS = 50
MOST_CHARS = 1_000  # of one TXT record


class Fault(StrEnum):
    """Why there is no answer."""

    NO_NAME = "no name"  # NXDOMAIN
    NO_RECORD = "no record"
    SERVER_FAILS = "server fails"
    SILENT = "silent"
    BROKEN = "broken"

    @property
    def is_certain(self) -> bool:
        """Whether it says something about the name, rather than about today's weather."""
        return self in {Fault.NO_NAME, Fault.NO_RECORD}


@dataclass(frozen=True, slots=True)
class Answer:
    """What DNS says: values, or why there are none. `target`: where CNAMEs led, if they did."""

    values: frozenset[str] = frozenset()
    fault: Fault | None = None
    target: str = ""


def texts(name: str) -> Answer:
    """The TXT records at `name`, each in one piece."""
    return _ask(name, "TXT")


def addresses(name: str, *, version: int) -> Answer:
    """The A (`version` 4) or AAAA (6) records of `name`, in their shortest form."""
    return _ask(name, "A" if version == 4 else "AAAA")


def _ask(name: str, kind: str) -> Answer:
    try:
        found = _resolver().resolve(dns.name.from_text(f"{name}."), kind)
    except dns.resolver.NXDOMAIN as error:
        return Answer(fault=Fault.NO_NAME, target=_led_to(name, error.canonical_name))
    except dns.resolver.NoAnswer as error:
        response = error.kwargs["response"]
        return Answer(fault=Fault.NO_RECORD, target=_led_to(name, response.canonical_name()))
    except dns.resolver.LifetimeTimeout:
        return Answer(fault=Fault.SILENT)
    except dns.resolver.NoNameservers as error:
        return Answer(fault=_why_none(error))
    except (dns.exception.DNSException, ValueError, UnicodeError):
        return Answer(fault=Fault.BROKEN)
    values = frozenset(_text(record) for record in list(found)[:MOST_RECORDS])
    return Answer(values, target=_led_to(name, found.canonical_name))


def _resolver() -> dns.resolver.Resolver:
    """A new one each time: what it remembers would be somebody else's answer."""
    own = settings.DNS_SERVERS
    resolver = dns.resolver.Resolver(configure=not own)
    if own:
        resolver.nameservers = [_server(one) for one in own]
    resolver.search, resolver.cache = [], None
    resolver.lifetime, resolver.timeout = LIFETIME_SECONDS, TRY_SECONDS
    resolver.use_edns(0, 0, EDNS_BYTES)
    return resolver


def _server(written: str) -> dns.nameserver.Nameserver:
    """`192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` or `[2001:db8::1]:5353`."""
    host, _, port = written.rpartition(":")
    if host.startswith("["):
        return dns.nameserver.Do53Nameserver(host.strip("[]"), int(port))
    if host and ":" not in host:
        return dns.nameserver.Do53Nameserver(host, int(port))
    return dns.nameserver.Do53Nameserver(written, 53)


def _text(record: Any) -> str:
    if record.rdtype == dns.rdatatype.TXT:
        return b"".join(record.strings)[:MOST_CHARS].decode("ascii", "replace")
    return str(ipaddress.ip_address(record.address))


def _led_to(name: str, canonical: dns.name.Name) -> str:
    target = canonical.to_text(omit_final_dot=True).lower()
    return "" if target == name else target


def _why_none(error: dns.resolver.NoNameservers) -> Fault:
    """What the servers said that were asked in vain."""
    tried = error.kwargs.get("errors") or []
    for _who, _tcp, _port, problem, response in tried:
        if response is not None and response.rcode() in {dns.rcode.SERVFAIL, dns.rcode.REFUSED}:
            return Fault.SERVER_FAILS
        if isinstance(problem, (socket.error, dns.exception.Timeout)):
            return Fault.SILENT
    return Fault.BROKEN
