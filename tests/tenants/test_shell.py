"""`manage.py tenants` and `create_admin`: what the pages do, for the shell."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from journal.models import AuditEntry
from tenants.models import Tenant
from tenants.shell.find import find
from tests.conftest import PASSWORD, MakeBlog, ensure_template

pytestmark = pytest.mark.django_db


def tenants(*arguments: str) -> Any:
    """What the command says, read as JSON."""
    out = io.StringIO()
    call_command("tenants", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice)


def test_from_made_to_trashed_and_back(alice: User) -> None:
    ensure_template()
    made = tenants("create", "night-ferry", "--owner", alice.email, "--name", "Night Ferry")
    assert (made["name"], made["state"], made["owner"]) == ("Night Ferry", "ready", alice.email)
    host = "night-ferry.inkstead.localhost"
    for verb, state in (
        ("suspend", "suspended"),
        ("resume", "ready"),
        ("delete", "deleted"),
        ("restore", "ready"),
    ):
        assert tenants(verb, host, "--reason", "because")["state"] == state
    assert tenants("unlist", "night-ferry", "--reason", "because")["listing_refused"]
    assert not tenants("list-in-discover", "night-ferry", "--reason", "x")["listing_refused"]
    renamed = tenants("rename", "night-ferry", "--to", "salt", "--name", "Salt", "--reason", "x")
    assert (renamed["address"], renamed["name"]) == ("salt.inkstead.localhost", "Salt")
    assert tenants("show", "night-ferry") == tenants("show", "salt")
    done = AuditEntry.objects.filter(actor_id=None, action__startswith="tenant.")
    assert done.count() == 7


def test_the_list_is_narrowed_and_readable(blog: Tenant, make_blog: MakeBlog) -> None:
    make_blog("other-one")
    assert [one["name"] for one in tenants("list")] == ["Other-One", "Alice"]
    assert [one["name"] for one in tenants("list", "--search", "alice")] == ["Alice"]
    assert tenants("list", "--state", "suspended") == []
    out = io.StringIO()
    call_command("tenants", "list", stdout=out)
    head, first, *_rest = out.getvalue().splitlines()
    assert head.split() == ["address", "state", "owner", "posts", "created_at", "name"]
    assert first.startswith("other-one.inkstead.localhost  ready")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "nobody"], "no blog at 'nobody'"),
        (["resume", "alice", "--reason", "x"], "open already"),
        (["suspend", "alice", "--reason", " "], "Give a reason"),
        (["rename", "alice", "--reason", "x"], "already"),
        (["rename", "alice", "--to", "www", "--reason", "x"], "kept for the platform"),
        (["create", "alice", "--owner", "alice@post.example"], "writes at alice already"),
        (["create", "a", "--owner", "alice@post.example"], "at least three"),
        (["create", "other-one", "--owner", "no@post.example"], "Nobody has an open account"),
        (["suspend", "alice"], "--reason"),
        (["eat", "alice"], "invalid choice"),
    ],
)
def test_what_cannot_be_is_one_sentence(arguments: list[str], words: str, blog: Tenant) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError, match=words) as caught:
        tenants(*arguments)
    assert caught.value.returncode == 1
    assert "\n" not in str(caught.value)
    assert AuditEntry.objects.count() == before


def create_admin(email: str, typed: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    call_command("create_admin", email, *arguments, stdout=out)
    return out.getvalue()


def test_a_new_admin(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    said = create_admin("Ada@post.example", f"{PASSWORD}\n", monkeypatch, "--password-stdin")
    user = User.objects.get(email="ada@post.example")
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert user.check_password(PASSWORD)
    assert "second factor is set up" in said
    assert "http://inkstead.localhost/admin/" in said
    assert PASSWORD not in said


def test_somebody_who_is_there_is_raised_without_a_password(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_admin(alice.email, "", monkeypatch)
    user = User.objects.get(pk=alice.pk)
    assert user.is_staff
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("email", "typed", "arguments", "words"),
    [
        ("ada@post.example", "short\n", ["--password-stdin"], "too short"),
        ("ada@post.example", "", ["--password-stdin"], "too short"),
        ("ada@post.example", "", [], "no terminal"),
        ("nonsense", f"{PASSWORD}\n", ["--password-stdin"], "not an e-mail"),
    ],
)
def test_a_bad_start_makes_nobody(
    email: str,
    typed: str,
    arguments: list[str],
    words: str,
    db: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(CommandError, match=words):
        create_admin(email, typed, monkeypatch, *arguments)
    assert not User.objects.exists()


def test_locked_trusted_and_handed_over(blog: Tenant, charlie: User) -> None:
    locked = tenants("lock", "alice", "--reason", "A complaint.")
    assert locked["lock_reason"] == "A complaint."
    assert tenants("unlock", "alice", "--reason", "x")["lock_reason"] == ""
    assert not tenants("distrust", "alice", "--reason", "x")["trusted"]
    assert tenants("trust", "alice", "--reason", "x")["trusted"]
    done = tenants("hand-over", "alice", "--to", charlie.email, "--leaves", "--reason", "x")
    assert done["owner"] == charlie.email
    assert list(blog.memberships.values_list("role", flat=True)) == ["owner"]


def test_a_measure_has_the_ground_that_is_said(blog: Tenant) -> None:
    why = ("--reason", "Sells shoes.")
    tenants("suspend", "alice", "--ground", "spam", *why)
    assert tenants("resume", "alice", *why)["state"] == "ready"
    tenants("suspend", "alice", *why)
    said = AuditEntry.objects.filter(action="tenant.suspended").order_by("at")
    assert [entry.details["ground"] for entry in said] == ["spam", "rules"]
    tenants("resume", "alice", *why)
    tenants("suspend", "alice", "--ground", "spam", *why)
    tenants("resume", "alice", *why)
    tenants("all", "suspend", "--search", "alice", "--blogs", "1", *why)
    assert [entry.details["ground"] for entry in said.all()][-1] == "rules", "no other measure's"
    with pytest.raises(CommandError, match="no measure"):
        tenants("all", "lock", "--ground", "spam", "--blogs", "1", *why)


def test_one_verb_on_all_that_is_found_and_back(make_blog: MakeBlog) -> None:
    for address in ("salt-one", "salt-two", "pepper"):
        make_blog(address)
    why = ("--reason", "Robots.")
    with pytest.raises(CommandError, match=r"2 blogs\. To do it, add --blogs 2\."):
        tenants("all", "suspend", "--search", "salt", *why)
    assert not AuditEntry.objects.filter(action="tenant.suspended").exists()
    done = tenants("all", "suspend", "--search", "salt", "--blogs", "2", *why)
    assert (done["done"], done["refused"], done["not_done"]) == (2, 0, {})
    again = tenants("all", "suspend", "--blogs", "3", *why)
    assert (again["done"], again["refused"]) == (1, 2)
    assert again["not_done"]["salt-one.inkstead.localhost"] == "Salt-One is suspended already."
    assert tenants("undo-all", again["job"], *why)["done"] == 1
    assert {one["name"] for one in tenants("list", "--state", "ready")} == {"Pepper"}
    with pytest.raises(CommandError, match="was already"):
        tenants("undo-all", again["job"], *why)


@pytest.mark.parametrize(
    "typed",
    ["ferry", " Ferry ", "FERRY.inkstead.localhost", "ferry.inkstead.localhost:8000",
     "http://ferry.inkstead.localhost:8000/blog/?page=2"],
)  # fmt: skip
def test_a_blog_is_found_by_what_people_copy(typed: str, make_blog: MakeBlog) -> None:
    made = make_blog("ferry")
    assert find(typed) == made


@pytest.mark.parametrize("typed", ["", "fer", "http://", "//[", "ferry.example.org"])
def test_what_is_no_blog_is_said_so(typed: str, make_blog: MakeBlog) -> None:
    make_blog("ferry")
    with pytest.raises(CommandError, match="There is no blog at"):
        find(typed)
