"""`manage.py blog`: sentences, JSON, exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from journal.models import AuditEntry
from tenants.models import Tenant
from tenants.shell.bar import Bar
from tests.archive.blogs import fill, sums

pytestmark = pytest.mark.django_db(transaction=True)


def blog(*arguments: str) -> Any:
    """What the command says, read as JSON."""
    out = io.StringIO()
    call_command("blog", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def said(*arguments: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    call_command("blog", *arguments, stdout=out, stderr=err)
    return out.getvalue()


def test_the_whole_life_of_a_blog(ferry: Tenant, alice: User, tmp_path: Path) -> None:
    file = str(tmp_path / "a.zip")
    made = blog("backup", "ferry", "--to", file)
    assert made["tables"]["blog_post"] >= 4
    assert blog("verify", file)["ours"]
    then = sums(ferry)
    fill(ferry, alice, posts=1)
    why = ("--reason", "because")
    assert blog("restore", file, "--over", "ferry", *why)["state"] == "ready"
    ferry.refresh_from_db()
    assert sums(ferry) == then
    assert blog("take-back", "ferry", *why)["state"] == "ready"
    assert blog("restore", file, "--as", "ferry-two", *why)["left_out"] == []
    assert blog("clone", "ferry", "--as", "ferry-3", "--name", "Third", *why)["name"] == "Third"
    renamed = blog("rename", "ferry-3", "--to", "salt-road", *why)
    assert renamed["address"] == "salt-road.inkstead.localhost"
    assert blog("delete", "ferry-3", *why)["state"] == "deleted"
    assert blog("undelete", "ferry-3", *why)["state"] == "ready"
    blog("delete", "ferry-3", *why)
    assert blog("purge", "salt-road", "--sure", "salt-road", *why)["holds"]
    assert blog("backups", "ferry") == {"backups": []}
    by_hand = AuditEntry.objects.filter(actor_id=None, details__via="shell")
    assert by_hand.count() == 9


def test_sentences_for_people(ferry: Tenant, tmp_path: Path) -> None:
    file = str(tmp_path / "a.zip")
    assert f"in {file}" in said("backup", "ferry", "--to", file)
    assert "whole, made here" in said("verify", file)
    said("delete", "ferry", "--reason", "x")
    gone = said("purge", "ferry", "--sure", "ferry", "--reason", "x")
    assert "is gone for good. Left of it:" in gone
    assert "tenants_domain" in gone


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("backup", "nobody"), "no blog at 'nobody'"),
        (("verify", "/nowhere.zip"), "/nowhere.zip: No such file"),
        (("verify", "README.md"), "no archive, or damaged"),
        (("backup", "ferry", "--to", "/nowhere/a.zip"), "No such file"),
        (("purge", "ferry", "--sure", "ferry", "--reason", "x"), "Only a blog in the trash"),
        (("clone", "ferry", "--as", "ferry", "--reason", "x"), "writes at ferry already"),
        (("clone", "ferry", "--as", "new-one", "--reason", " "), "Give a reason"),
        (("take-back", "ferry", "--reason", "x"), "Nothing was replaced"),
        (("restore", "x.zip", "--as", "n", "--owner", "no@one", "--reason", "x"), "an open acc"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    ferry: Tenant, arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as caught:
        said(*arguments)
    assert caught.value.returncode == 1
    assert "\n" not in str(caught.value)


def test_what_is_not_understood_ends_with_2(ferry: Tenant) -> None:
    wrong = ["restore", "x.zip", "--over", "ferry", "--name", "x", "--reason", "x"]
    with pytest.raises(CommandError) as caught:
        said(*wrong)
    assert caught.value.returncode == 2


def test_a_bar_on_a_terminal_and_lines_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.management.base import OutputWrapper

    from tenants.archive.progress import Step

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("tenants.shell.bar.BARS_AFTER", -1.0)
    for stream, wanted in ((Terminal(), "50%"), (io.StringIO(), "Writing the rows…\n")):
        bar = Bar(OutputWrapper(stream))
        bar.show(Step.DATA, 1, 2)
        bar.show(Step.DATA, 1, 2)
        bar.close()
        assert stream.getvalue().count(wanted) == 1
