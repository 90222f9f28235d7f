"""`manage.py person`: for people who ask by letter, since they cannot sign in."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from accounts.actions.disable_user import disable_user
from accounts.export.registry import File
from accounts.models import User
from journal import audit
from journal.models import AuditEntry
from tenants.actions.reopen_account import reopen_account
from tenants.models import State, Tenant
from tests.conftest import MakeBlog
from tests.support.letters import deliver

pytestmark = pytest.mark.django_db
REASON = "Asked by letter, 12 May."


def person(*words: str, reason: str = REASON) -> str:
    said = io.StringIO()
    call_command("person", *words, "--reason", reason, stdout=said)
    return said.getvalue()


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice, "Alice writes")


def test_the_archive_is_theirs_and_nobody_else_reads_the_file(
    tenant: Tenant, alice: User, tmp_path: Path
) -> None:
    path = tmp_path / "alice.zip"
    disable_user(alice, by=None, reason="Spam.")
    said = person("archive", " Alice@post.example", "--to", str(path))
    assert "holds all about alice@post.example" in said
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as found:
        assert found.testzip() is None
        assert json.loads(found.read("account.json"))["profile"]["email"] == alice.email
        assert any(name.startswith("blogs/alice.") for name in found.namelist())
    entry = AuditEntry.objects.get(action="user.given_out")
    assert (entry.actor_id, entry.target) == (None, alice.email)
    assert (entry.details["reason"], entry.details["via"]) == (REASON, "shell")


def test_a_file_that_is_there_stays_and_one_that_was_cut_off_goes(
    tenant: Tenant, alice: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "alice.zip"
    path.write_text("another's")
    with pytest.raises(CommandError, match="is there already"):
        person("archive", alice.email, "--to", str(path))
    assert path.read_text() == "another's"

    def full(_user: User) -> list[File]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tenants.management.commands.person.export_of", full)
    with pytest.raises(CommandError, match="No space left"):
        person("archive", alice.email, "--to", str(tmp_path / "new.zip"))
    assert [file.name for file in tmp_path.iterdir()] == ["alice.zip"]
    assert not AuditEntry.objects.filter(action="user.given_out").exists()


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_no_archive_is_written_without_a_reason(
    reason: str, tenant: Tenant, alice: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_user: User) -> list[File]:
        raise AssertionError("read before the reason was looked at")

    monkeypatch.setattr("tenants.management.commands.person.export_of", asked)
    with pytest.raises(CommandError, match="reason"):
        person("archive", alice.email, "--to", str(tmp_path / "alice.zip"), reason=reason)
    assert list(tmp_path.iterdir()) == []


def test_no_archive_stays_of_somebody_who_vanished_meanwhile(
    tenant: Tenant, alice: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanishing(user: User) -> list[File]:
        User.objects.filter(pk=user.pk).delete()
        return []

    monkeypatch.setattr("tenants.management.commands.person.export_of", vanishing)
    with pytest.raises(CommandError, match="is not here any more"):
        person("archive", alice.email, "--to", str(tmp_path / "alice.zip"))
    assert list(tmp_path.iterdir()) == []
    assert not AuditEntry.objects.filter(action="user.given_out").exists()


def test_closing_can_be_taken_back(tenant: Tenant, alice: User) -> None:
    said = person("close", alice.email)
    assert "Alice writes is in the trash." in said
    alice.refresh_from_db()
    tenant.refresh_from_db()
    assert (alice.is_active, tenant.state) == (False, State.DELETED)
    assert AuditEntry.objects.get(action="user.closed").details["reason"] == REASON
    assert [letter.subject for letter in deliver()] == ["Your account is closed"]
    assert reopen_account(alice) == [tenant]


def test_what_is_open_is_not_erased_and_what_is_closed_is_for_good(
    tenant: Tenant, alice: User
) -> None:
    with pytest.raises(CommandError, match="is open"):
        person("erase", alice.email, "--sure", alice.email)
    disable_user(alice, by=None, reason="Spam.")
    with pytest.raises(CommandError, match="cannot be undone"):
        person("erase", alice.email, "--sure", "bob@post.example")
    assert User.objects.filter(pk=alice.pk).exists()

    assert "Alice writes is in the trash." in person("erase", alice.email, "--sure", alice.email)
    assert not User.objects.filter(pk=alice.pk).exists()
    tenant.refresh_from_db()
    assert tenant.state == State.DELETED
    entry = AuditEntry.objects.get(action="user.erased")
    assert (entry.details["reason"], entry.details["via"]) == (REASON, "shell")
    assert AuditEntry.objects.get(action="tenant.trashed").details["via"] == "shell"
    assert [letter.to for letter in deliver()] == [["alice@post.example"]]


@pytest.mark.parametrize(
    "email", ["before@post.example", "Typed@Post.example", "third@post.example"]
)
def test_the_reason_keeps_no_email_that_ever_was_theirs(alice: User, email: str) -> None:
    disable_user(alice, by=None, reason="Spam.")
    EmailAddress.objects.create(user=alice, email="Typed@post.example", verified=False)
    told = {"target": "third@post.example", "previous": "before@post.example"}
    audit.record("user.email_changed", by=alice.pk, tenant_id=None, **told)
    with pytest.raises(CommandError, match="leave their e-mail out of it"):
        person("erase", alice.email, "--sure", alice.email, reason=f"{email} wrote.")
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.parametrize("verb", ["archive", "close", "erase"])
def test_admins_and_strangers_are_told_apart(alice: User, verb: str, tmp_path: Path) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    for email, said in ((alice.email, "is an admin"), ("nobody@post.example", "Nobody signs in")):
        more = {"archive": ["--to", str(tmp_path / "a.zip")], "close": []}
        with pytest.raises(CommandError, match=said):
            person(verb, email, *more.get(verb, ["--sure", email]))
    assert list(tmp_path.iterdir()) == []
