"""`manage.py blog domains` and what `manage.py tenants` and the admin say."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.domains.conftest import NAME, Owned, hosts_of, look, prove
from tests.support.admin import admin_client
from tests.support.letters import deliver

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def facts(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("blog", "domains", "alice", *arguments, "--json"))[
        "domains"
    ]
    return found


def test_the_whole_life_of_a_domain(owned: Owned) -> None:
    assert "no domain of its own" in run("blog", "domains", "alice")
    (claim,) = facts("--add", NAME)
    assert (claim["state"], claim["canonical"]) == ("waiting", False)
    assert [one["type"] for one in claim["records"]] == ["CNAME", "TXT"]
    prove(owned.zone, owned.tenant.domain_claims.get())
    (claim,) = facts("--check", NAME)
    assert (claim["state"], claim["canonical"]) == ("live", True)
    assert f"{NAME}: live, readers are led there" in run("blog", "domains", NAME)
    assert facts("--main", NAME)[0]["canonical"]
    assert facts("--remove", NAME) == []
    assert facts("--restore", NAME)[0]["state"] == "live"
    assert hosts_of(owned.tenant) == {NAME: True}


def test_the_owner_is_told_of_what_the_shell_does(owned: Owned) -> None:
    run("blog", "domains", "alice", "--add", NAME)
    (letter,) = deliver()
    assert "The people who run this place added it." in str(letter.body)


@pytest.mark.parametrize("arguments", [("--add", "co.uk"), ("--check", "unknown.example.com")])
def test_what_cannot_be_is_said_in_one_sentence(owned: Owned, arguments: tuple[str, str]) -> None:
    with pytest.raises(CommandError) as caught:
        run("blog", "domains", "alice", *arguments)
    assert str(caught.value).endswith(".")


def test_tenants_show_it_and_find_by_it(owned: Owned) -> None:
    owned.add("bücher.example.com")
    for term in ("bücher", "xn--bcher-kva.example.com", "BÜCHER.example.com"):
        found = json.loads(run("tenants", "list", "--search", term, "--json"))
        assert [one["name"] for one in found] == ["Alice writes"], term
    owned.live()
    assert json.loads(run("tenants", "show", NAME, "--json"))["domain"] == NAME


def test_the_admin_finds_the_blog_and_shows_its_domains(
    owned: Owned, alice: Any, user_factory: Any
) -> None:
    owned.live()
    look(owned.add("waiting.example.com"))
    ada = user_factory("ada@post.example", is_staff=True)
    client = admin_client(ada)
    page = client.get("/admin/blogs/", {"q": "waiting.example"}).text
    assert "Alice writes" in page
    page = client.get(f"/admin/blogs/{owned.tenant.pk}/").text
    assert "waiting.example.com" in page
    assert "readers are led there" in page
    assert "Readers are led to a domain" in page  # the history
