"""A domain of somebody's own, with real DNS, a real worker, Caddy, and an authority of its own."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.deploy.installation import PLATFORM, Installation
from tests.support.waiting import until

OWNER, PASSWORD = "lena@post.example", "a sentence is fine here"
NAME, OTHER = "letters.example.com", "example.com"
GIVEN = f"brieftaube.{PLATFORM}"


@pytest.fixture(scope="module")
def blog(installation: Installation) -> Iterator[str]:
    """A blog that was made in the server's shell."""
    done = installation.manage("create_admin", OWNER, "--password-stdin", given=PASSWORD)
    assert done.returncode == 0, done.stderr
    create = ("tenants", "create", "brieftaube", "--name", "Letters", "--owner", OWNER)
    done = installation.manage(*create)
    assert done.returncode == 0, done.stderr
    installation.ask(GIVEN)
    yield GIVEN


def shell(installation: Installation, *arguments: str) -> dict[str, dict[str, Any]]:
    """`manage.py blog domains`, by domain."""
    done = installation.manage("blog", "domains", "brieftaube", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return {one["domain"]: one for one in json.loads(done.stdout)["domains"]}


def state_of(installation: Installation, domain: str) -> str:
    query = f"SELECT state FROM domains_domainclaim WHERE domain = '{domain}'"
    return str(installation.database.ask(query))


def set_records(installation: Installation, claim: dict[str, Any]) -> None:
    """As its owner would, at whoever keeps their DNS."""
    for record in claim["records"]:
        if record["type"] == "ALIAS":
            installation.zone.set(record["name"], A="127.0.0.1")
        else:
            installation.zone.set(record["name"], **{record["type"]: record["value"]})


def from_a_claim_to_a_certificate(installation: Installation, blog: str) -> None:
    claim = shell(installation, "--add", NAME)[NAME]
    with pytest.raises(ssl.SSLError):
        installation.ask(NAME)  # it points here, and nobody has proven it
    set_records(installation, claim)
    shell(installation, "--check", NAME)
    until(lambda: state_of(installation, NAME) == "live", or_see=installation.folder / "worker.log")
    answer = installation.ask(NAME, "/blog/")
    assert answer.status == 200
    assert f'href="https://{NAME}/blog/"' in answer.body
    assert answer.headers["Strict-Transport-Security"] == "max-age=2592000"
    assert answer.cookies == ()


def its_address_here_leads_there_and_keeps_the_studio(
    installation: Installation, blog: str
) -> None:
    until(lambda: installation.ask(GIVEN, "/").status == 301)
    answer = installation.ask(GIVEN, "/blog/?page=2")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/blog/?page=2")
    assert installation.ask(GIVEN, "/studio/posts/").status == 302
    answer = installation.ask(NAME, "/studio/posts/")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{GIVEN}/studio/posts/")
    plain = installation.ask_plain(installation.http_port, "/blog/", host=NAME)
    assert (plain.status, plain.headers["Location"]) == (308, f"https://{NAME}/blog/")


def kept_pages_are_each_hosts_own(installation: Installation, blog: str) -> None:
    for _ in range(3):
        assert installation.ask(NAME, "/blog/").status == 200
        assert installation.ask(GIVEN, "/blog/").status == 301
    until(lambda: "inkstead-files" in status_of(installation))
    answer = installation.ask(NAME, "/blog/")
    assert f'href="https://{NAME}/blog/"' in answer.body
    assert answer.headers["Strict-Transport-Security"] == "max-age=2592000"
    assert installation.ask(GIVEN, "/blog/").status == 301


def status_of(installation: Installation) -> str:
    return str(installation.ask(NAME, "/blog/").headers["Cache-Status"])


def a_second_name_leads_to_the_first(installation: Installation, blog: str) -> None:
    claim = shell(installation, "--add", OTHER)[OTHER]
    set_records(installation, claim)
    shell(installation, "--check", OTHER)
    until(lambda: state_of(installation, OTHER) == "live")
    answer = installation.ask(OTHER, "/a/?b=c")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/a/?b=c")


def a_removed_one_leads_on_and_one_that_left_is_nobodys(
    installation: Installation, blog: str
) -> None:
    shell(installation, "--remove", OTHER)
    answer = installation.ask(OTHER, "/blog/")
    assert answer.headers["Location"] == f"https://{NAME}/blog/"
    ask = f"/internal/tls-ask?domain={OTHER}"
    assert installation.ask_plain(installation.ask_port, ask, host="127.0.0.1").status == 200
    installation.database.ask(
        "UPDATE domains_domainclaim SET state_since = state_since - interval '2 days'"
        f" WHERE domain = '{OTHER}' RETURNING 1"
    )
    installation.zone.set(OTHER, A="203.0.113.5")
    installation.database.ask(
        "UPDATE journal_platformwork SET due_at = now() WHERE kind = 'look_at_domain'"
        " AND done_at IS NULL RETURNING 1"
    )
    until(lambda: state_of(installation, OTHER) == "None")
    assert installation.ask_plain(installation.ask_port, ask, host="127.0.0.1").status == 404


def names_like_it_get_no_certificate(installation: Installation, blog: str) -> None:
    for host in (f"www.{NAME}", f"x{NAME}", "unproven.example.com"):
        with pytest.raises(ssl.SSLError):
            installation.ask(host)


def without_redis_a_name_is_still_vouched_for(installation: Installation, blog: str) -> None:
    ask = f"/internal/tls-ask?domain={NAME}"
    installation.broker.stop()
    try:
        began = time.monotonic()
        for _ in range(20):
            answer = installation.ask_plain(installation.ask_port, ask, host="127.0.0.1")
            assert answer.status == 200
        assert time.monotonic() - began < 5
    finally:
        installation.broker.start()
        installation.bring_back("worker")


def test_the_story_of_a_domain(installation: Installation, blog: str) -> None:
    """One test: each step goes on where the other left off."""
    from_a_claim_to_a_certificate(installation, blog)
    its_address_here_leads_there_and_keeps_the_studio(installation, blog)
    kept_pages_are_each_hosts_own(installation, blog)
    a_second_name_leads_to_the_first(installation, blog)
    a_removed_one_leads_on_and_one_that_left_is_nobodys(installation, blog)
    names_like_it_get_no_certificate(installation, blog)
    without_redis_a_name_is_still_vouched_for(installation, blog)
