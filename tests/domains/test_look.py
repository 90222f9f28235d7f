"""One look at a domain: what is right, and in what words the rest is told."""

from __future__ import annotations

from typing import Any

import pytest

from tenants.domains.course import Points, Seen
from tenants.domains.findings import sentence
from tenants.domains.look import ResolverAway, look_at, txt_value
from tests.domains.conftest import NAME, OURS, OURS_6, TARGET
from tests.support.dns_server import GARBAGE, SERVFAIL, SILENT, Zone

TOKEN = "t" * 43
PROOF = f"_inkstead.{NAME}"


@pytest.fixture
def right(zone: Zone) -> Zone:
    """Everything as it should be."""
    zone.set(NAME, CNAME=TARGET)
    zone.set(PROOF, TXT=txt_value(TOKEN))
    return zone


def said(seen: Seen) -> list[str]:
    return [sentence(finding) for finding in seen.findings]


def test_all_is_right(right: Zone) -> None:
    assert look_at(NAME, TOKEN) == Seen(Points.HERE)


@pytest.mark.parametrize("kinds", [{"A": OURS}, {"AAAA": OURS_6}, {"A": OURS, "AAAA": OURS_6}])
def test_addresses_do_as_well_as_a_cname(right: Zone, kinds: dict[str, str]) -> None:
    right.set(NAME, **kinds)
    assert look_at(NAME, TOKEN).is_right


def test_the_addresses_that_were_configured_count(right: Zone, settings: Any) -> None:
    settings.DOMAINS_ADDRESSES = ["203.0.113.80", "2001:DB8::80"]
    right.set(NAME, A="203.0.113.80", AAAA="2001:db8::80")
    assert look_at(NAME, TOKEN).is_right
    right.set(NAME, A=OURS)
    assert said(look_at(NAME, TOKEN)) == [
        f"{NAME} leads to {OURS}. We look for 2001:db8::80, 203.0.113.80."
    ]


@pytest.mark.parametrize(
    ("kinds", "points", "words"),
    [
        ({"A": "203.0.113.5"}, Points.ELSEWHERE,
         f"{NAME} leads to 203.0.113.5. We look for {OURS}, {OURS_6}."),
        ({"CNAME": "pages.example.net"}, Points.ELSEWHERE,
         f"{NAME} is a CNAME to pages.example.net. We look for {TARGET}."),
        ({"CNAME": "gone.example.net"}, Points.ELSEWHERE,
         f"{NAME} is a CNAME to gone.example.net. We look for {TARGET}."),
        ({"A": [OURS, "203.0.113.5"]}, Points.HERE,
         f"{NAME} leads here, but to 203.0.113.5 as well. Remove that record, or some readers"
         " will end up elsewhere."),
        ({"A": OURS, "AAAA": "2001:db8::5"}, Points.HERE,
         f"{NAME} leads here, but to 2001:db8::5 as well. Remove that record, or some readers"
         " will end up elsewhere."),
        ({"A": "104.16.7.8"}, Points.ELSEWHERE,
         f"{NAME} goes through a proxy (Cloudflare), so we can’t see where it leads. Switch the"
         " proxy off for this name: “DNS only”."),
        ({"AAAA": "2606:4700::1"}, Points.ELSEWHERE,
         f"{NAME} goes through a proxy (Cloudflare), so we can’t see where it leads. Switch the"
         " proxy off for this name: “DNS only”."),
        ({"MX": "10 mail.example.com."}, Points.ELSEWHERE,
         f"{NAME} exists, but leads nowhere yet."),
    ],
)  # fmt: skip
def test_it_leads_elsewhere(right: Zone, kinds: dict[str, Any], points: Points, words: str) -> None:
    right.set("pages.example.net", A="203.0.113.5")
    right.set(NAME, **kinds)
    seen = look_at(NAME, TOKEN)
    assert (seen.points, said(seen)) == (points, [words])


def test_it_does_not_exist(right: Zone) -> None:
    right.drop(NAME)
    seen = look_at(NAME, TOKEN)
    assert (seen.points, said(seen)) == (Points.ELSEWHERE, [f"{NAME} does not exist in DNS yet."])


@pytest.mark.parametrize(
    ("does", "words"),
    [
        (SERVFAIL, f"The name servers of {NAME} answer with an error (SERVFAIL)."),
        (SILENT, f"The name servers of {NAME} did not answer in time."),
        (GARBAGE, f"The name servers of {NAME} did not answer in time."),
    ],
)
def test_its_servers_fail_which_proves_nothing(right: Zone, does: str, words: str) -> None:
    right.faults[NAME] = does
    seen = look_at(NAME, TOKEN)
    assert (seen.points, said(seen)) == (Points.UNSURE, [words])


def test_a_loop_of_cnames_makes_no_sense(right: Zone) -> None:
    right.set(NAME, CNAME="b.example.com")
    right.set("b.example.com", CNAME=NAME)
    assert said(look_at(NAME, TOKEN)) == [f"What the name servers say about {NAME} makes no sense."]


def test_no_token_yet(right: Zone) -> None:
    right.drop(PROOF)
    assert said(look_at(NAME, TOKEN)) == [f"There is no TXT record at {PROOF} yet."]


def test_somebody_elses_token(right: Zone) -> None:
    right.set(PROOF, TXT=txt_value("s" * 43))
    (words,) = said(look_at(NAME, TOKEN))
    assert words.startswith(f"The TXT record at {PROOF} says something else: inkstead-verify=sss")


def test_a_token_beside_others_is_enough(right: Zone) -> None:
    right.set(PROOF, TXT=["v=spf1 -all", f'"{txt_value(TOKEN)}" ', txt_value("s" * 43)])
    assert look_at(NAME, TOKEN).is_right


def test_a_part_of_a_token_is_not(right: Zone) -> None:
    for value in (txt_value(TOKEN)[:-1], txt_value(TOKEN) + "x", TOKEN, txt_value(TOKEN).upper()):
        right.set(PROOF, TXT=value)
        assert not look_at(NAME, TOKEN).is_right, value


def test_a_token_that_a_cname_leads_to_is_not(right: Zone) -> None:
    right.set(PROOF, CNAME="their.example.net")
    right.set("their.example.net", TXT=txt_value(TOKEN))
    (words,) = said(look_at(NAME, TOKEN))
    assert words.startswith(f"{PROOF} is a CNAME to their.example.net.")


def test_what_a_hostile_zone_says_is_cut_and_shows_nothing_invisible(right: Zone) -> None:
    right.set(PROOF, TXT=["<img src=x>\x1b[2J\x00" + "y" * 5000, *map(str, range(40))])
    (finding,) = look_at(NAME, TOKEN).findings
    seen = finding.values["seen"]
    assert len(seen) < 400
    assert seen.isprintable()


def test_a_hostile_name_of_a_target_is_only_words(right: Zone) -> None:
    right.set(NAME, CNAME="%s%n.example.net")
    assert "%s%n.example.net" in said(look_at(NAME, TOKEN))[0]


def test_nothing_is_connected_to_where_it_leads(
    right: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were anything fetched from 127.0.0.1 or the cloud's metadata, it would have to connect."""
    for inside in ("127.0.0.1", "169.254.169.254", "10.0.0.1"):
        right.set(NAME, A=inside)
        seen = look_at(NAME, TOKEN)
        assert seen.points is Points.ELSEWHERE
        assert seen.certificate is None


def test_our_own_resolver_is_away(right: Zone) -> None:
    right.drop(TARGET)
    with pytest.raises(ResolverAway):
        look_at(NAME, TOKEN)
