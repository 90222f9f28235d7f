"""Asking a real server: what it answers, and how it can fail to."""

from __future__ import annotations

import time

import pytest

from tenants.domains import dns
from tenants.domains.dns import Answer, Fault
from tests.support.dns_server import GARBAGE, REFUSED, SERVFAIL, SILENT, Zone

NAME = "blog.example.com"


def test_addresses_come_in_their_shortest_form(zone: Zone) -> None:
    zone.set(NAME, A=["192.0.2.1", "192.0.2.2"], AAAA="2001:0db8:0000::0001")
    assert dns.addresses(NAME, version=4).values == {"192.0.2.1", "192.0.2.2"}
    assert dns.addresses(NAME, version=6).values == {"2001:db8::1"}


def test_a_text_in_several_strings_is_one(zone: Zone) -> None:
    zone.set(NAME, TXT="a" * 300)
    assert dns.texts(NAME).values == {"a" * 300}


def test_a_cname_is_followed_and_told(zone: Zone) -> None:
    zone.set(NAME, CNAME="there.example.net")
    zone.set("there.example.net", A="192.0.2.9")
    assert dns.addresses(NAME, version=4) == Answer(
        frozenset({"192.0.2.9"}), None, "there.example.net"
    )


def test_a_cname_to_nowhere(zone: Zone) -> None:
    zone.set(NAME, CNAME="gone.example.net")
    assert dns.addresses(NAME, version=4) == Answer(fault=Fault.NO_NAME, target="gone.example.net")


def test_no_such_name_and_no_such_record(zone: Zone) -> None:
    assert dns.texts(NAME).fault is Fault.NO_NAME
    zone.set(NAME, A="192.0.2.1")
    assert dns.texts(NAME).fault is Fault.NO_RECORD


@pytest.mark.parametrize(
    ("does", "fault"),
    [
        (SERVFAIL, Fault.SERVER_FAILS),
        (REFUSED, Fault.SERVER_FAILS),
        (GARBAGE, Fault.SILENT),  # as a forged packet, it counts for nothing
        (SILENT, Fault.SILENT),
    ],
)
def test_a_server_that_fails(zone: Zone, does: str, fault: Fault) -> None:
    zone.faults[NAME] = does
    began = time.monotonic()
    assert dns.texts(NAME).fault is fault
    assert time.monotonic() - began < 4  # LIFETIME_SECONDS is 1.5 here


def test_a_loop_of_cnames_ends(zone: Zone) -> None:
    zone.set(NAME, CNAME="b.example.com")
    zone.set("b.example.com", CNAME=NAME)
    assert dns.addresses(NAME, version=4).fault is Fault.BROKEN


def test_a_name_that_is_its_own_alias_ends(zone: Zone) -> None:
    zone.set(NAME, CNAME=NAME)
    assert dns.addresses(NAME, version=4).fault is Fault.BROKEN


def test_what_is_too_large_comes_over_tcp_and_is_cut(zone: Zone) -> None:
    zone.set(NAME, TXT=[f"{number:03}" + "x" * 900 for number in range(60)])
    found = dns.texts(NAME)
    assert (NAME, "TXT", "tcp") in zone.asked
    assert len(found.values) == dns.MOST_RECORDS
    assert max(map(len, found.values)) <= dns.MOST_CHARS


def test_one_enormous_text_is_cut(zone: Zone) -> None:
    zone.set(NAME, TXT="x" * 60_000)
    assert [len(value) for value in dns.texts(NAME).values] == [dns.MOST_CHARS]


def test_bytes_that_are_no_text_are_only_shown_as_such(zone: Zone) -> None:
    zone.set(NAME, TXT="\x00\x1b[2J<script>\xff")
    (value,) = dns.texts(NAME).values
    assert "�" in value


def test_nobody_but_the_resolver_is_asked_and_nothing_is_remembered(zone: Zone) -> None:
    zone.set(NAME, TXT="before")
    assert dns.texts(NAME).values == {"before"}
    zone.set(NAME, TXT="after")
    assert dns.texts(NAME).values == {"after"}


def test_no_resolver_at_all(zone: Zone, settings: object) -> None:
    settings.DNS_SERVERS = ["127.0.0.1:1"]  # type: ignore[attr-defined]
    assert dns.texts(NAME).fault in {Fault.SILENT, Fault.BROKEN}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("192.0.2.1", "Do53:192.0.2.1@53"),
        ("192.0.2.1:5353", "Do53:192.0.2.1@5353"),
        ("2001:db8::1", "Do53:2001:db8::1@53"),
        ("[2001:db8::1]:5353", "Do53:2001:db8::1@5353"),
    ],
)
def test_how_resolvers_are_written(written: str, said: str) -> None:
    assert str(dns._server(written)) == said
