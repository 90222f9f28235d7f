"""What an address may be, and what it looks like."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.names import (
    Problem,
    address_from_name,
    check_address,
    sentence,
    skeleton,
    suggest_addresses,
    tidy,
)
from tenants.reserved import RESERVED

PATTERN = re.compile(r"^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$")


@pytest.mark.parametrize(
    "label",
    [
        "alice",
        "night-ferry",
        "abc",
        "a1b",
        "x" * 63,
        "2026",
        "a-b-c",
        "ab-c--d",
        "3am",
        "tomas-reis",
    ],
)
def test_these_are_addresses(label: str) -> None:
    assert check_address(label) is None
    assert PATTERN.match(label)


@pytest.mark.parametrize(
    ("label", "problem"),
    [
        ("", Problem.EMPTY),
        ("a", Problem.TOO_SHORT),
        ("ab", Problem.TOO_SHORT),
        ("x" * 64, Problem.TOO_LONG),
        ("x" * 5000, Problem.TOO_LONG),
        ("Alice", Problem.CHARACTERS),
        ("al ice", Problem.CHARACTERS),
        ("al_ice", Problem.CHARACTERS),
        ("al.ice", Problem.CHARACTERS),
        ("alice/", Problem.CHARACTERS),
        ("älice", Problem.CHARACTERS),
        ("аlice", Problem.CHARACTERS),
        ("ali\u200bce", Problem.CHARACTERS),
        ("alice\n", Problem.CHARACTERS),
        ("ali\0ce", Problem.CHARACTERS),
        ("😀😀😀", Problem.CHARACTERS),
        ("عنوان", Problem.CHARACTERS),
        ("-alice", Problem.EDGES),
        ("alice-", Problem.EDGES),
        ("-", Problem.EDGES),
        ("---", Problem.EDGES),
        ("xn--alice", Problem.PUNYCODE),
        ("ab--cd", Problem.PUNYCODE),
        ("www", Problem.RESERVED),
        ("admin", Problem.RESERVED),
        ("studio", Problem.RESERVED),
        ("inkstead", Problem.RESERVED),
        ("log-in", Problem.RESERVED),
        ("l0gin", Problem.RESERVED),
        ("adm1n", Problem.RESERVED),
        ("adrnin", Problem.RESERVED),
        ("vvebmail", Problem.RESERVED),
        ("in-kstead", Problem.RESERVED),
    ],
)
def test_these_are_not_and_why(label: str, problem: Problem) -> None:
    assert check_address(label) is problem


def test_each_problem_has_its_own_sentence() -> None:
    said = {sentence(problem, "night-100%s-ferry") for problem in Problem}
    assert len(said) == len(Problem)


def test_the_list_of_what_is_kept_is_long_and_well_formed() -> None:
    assert len(RESERVED) >= 150
    assert {"www", "admin", "api", "mail", "static", "studio", "login", "handoff"} <= RESERVED
    assert all(re.fullmatch(r"[a-z0-9]+", word) for word in RESERVED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alice", "a1ice"), ("alice", "allce"), ("bob", "b0b"), ("burn", "bum"), ("vvolf", "wolf"),
        ("night-ferry", "nightferry"), ("a-l-i-c-e", "alice"), ("r-n", "m"), ("modern", "modem"),
    ],
)  # fmt: skip
def test_look_alikes_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("alice", "alicia"), ("night", "nights"), ("bob", "bod"), ("web2", "web3"), ("tom", "tam")],
)
def test_others_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@settings(deadline=None)
@given(st.text(alphabet="abcrnmvwil10o-", max_size=20))
def test_a_skeleton_is_its_own_skeleton(label: str) -> None:
    assert skeleton(skeleton(label)) == skeleton(label)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Night Ferry", "night-ferry"),
        ("  Tom's   Café & Bar! ", "toms-cafe-bar"),
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("İstanbul'da", "istanbulda"),
        ("日本語", ""),
        ("مدونة", ""),
        ("😀", ""),
        ("---", ""),
        ("a" * 80, "a" * 63),
        ("", ""),
    ],
)
def test_a_name_suggests_an_address(name: str, address: str) -> None:
    assert address_from_name(name) == address


@settings(deadline=None)
@given(st.text(max_size=80))
def test_whatever_is_suggested_is_an_address(name: str) -> None:
    for label in suggest_addresses(name):
        assert check_address(label) is None
        assert PATTERN.match(label)


def test_suggestions_begin_with_the_nearest() -> None:
    assert list(suggest_addresses("Night Ferry"))[:3] == [
        "night-ferry",
        "nightferry",
        "night-ferry-writes",
    ]
    assert "admin" not in list(suggest_addresses("admin"))
    assert next(suggest_addresses("admin")) == "admin-writes"
    assert list(suggest_addresses("日本語")) == []


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        (" Alice ", "alice"),
        ("alice.inkstead.example", "alice"),
        ("ALICE.Inkstead.Example", "alice"),
        ("alice.other.example", "alice.other.example"),
        ("", ""),
    ],
)
def test_what_somebody_meant(typed: str, label: str) -> None:
    assert tidy(typed, suffix=".inkstead.example") == label
