"""Kill -9 and many workers at once: every entry is done, none twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from blog import due
from blog.actions.enqueue import enqueue
from blog.models import Tag
from journal.models import AuditEntry, DueTenant
from tenants.db.scope import tenant_transaction
from tenants.due.run import run_due
from tenants.models import Tenant
from tests.conftest import MakeBlog
from tests.due.worker import note
from tests.support.facts import record
from tests.support.hands import Hands

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

KILLED = {"due.after_work": 0, "due.after_commit": 1}  # how much is done before


class Nursery:
    """Workers in another process, one after another."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert self.hear("ready") == []

    def run(self, failpoint: str = "", *, kill_after: int = 0) -> int:
        """Let a worker do what is due, killing it after so many notes; returns its exit status."""
        assert self.process.stdin
        self.process.stdin.write(f"{failpoint}\n")
        self.process.stdin.flush()
        (pid,) = self.hear("born")
        for _ in range(kill_after):
            self.hear("note")
        if kill_after:
            os.kill(int(pid), signal.SIGKILL)
        return int(self.hear("gone")[0])

    def hear(self, word: str) -> list[str]:
        """The rest of the next line that begins with `word`."""
        assert self.process.stdout
        for line in self.process.stdout:
            first, *rest = line.split()
            if first == word:
                return rest
            assert first != "gone", f"the worker is gone, and no {word} was heard"
        raise AssertionError(f"no more lines, and none was {word}")


@pytest.fixture(scope="module")
def nursery(django_db_setup: None) -> Iterator[Nursery]:
    server = urlsplit(os.environ["DATABASE_URL"])
    database = server._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = {
        **os.environ,
        "DATABASE_URL": database.geturl(),
        "DJANGO_SETTINGS_MODULE": "inkstead.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    command = [sys.executable, "-m", "tests.due.worker"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield Nursery(process)
        process.communicate(timeout=60)


@pytest.fixture(autouse=True)
def with_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(due.handlers, "note", note)


def put(tenant: Tenant, keys: list[str]) -> None:
    with tenant_transaction(tenant):
        for key in keys:
            enqueue("note", key, {"key": key})


def lease_ends() -> None:
    DueTenant.objects.update(next_due_at=timezone.now())


def finish() -> None:
    lease_ends()
    while run_due():
        pass


def done(tenant: Tenant) -> tuple[Counter[str], Counter[str]]:
    """How often each key left its trace: in the blog, in public."""
    with tenant_transaction(tenant):
        inside = Counter(Tag.objects.values_list("name", flat=True))
    notes = AuditEntry.objects.filter(action="test.note", tenant_id=tenant.id)
    return inside, Counter(notes.values_list("target", flat=True))


@pytest.mark.parametrize(("failpoint", "before"), KILLED.items())
def test_killed_at(failpoint: str, before: int, nursery: Nursery, make_blog: MakeBlog) -> None:
    tenant = make_blog("one")
    run_due()
    put(tenant, ["a"])
    assert nursery.run(failpoint) == -signal.SIGKILL
    record("due work kills", **{failpoint: 1})
    assert done(tenant) == (Counter(a=before), Counter(a=before))
    finish()
    assert done(tenant) == (Counter(a=1), Counter(a=1))


def test_killed_anywhere(nursery: Nursery, make_blog: MakeBlog) -> None:
    tenant, keys = make_blog("one"), [f"k{number}" for number in range(200)]
    put(tenant, keys)
    statuses = []
    for number in range(20):
        lease_ends()
        statuses.append(nursery.run(kill_after=1 + number % 7))
    record("due work kills", anywhere=len(statuses))
    assert set(statuses) == {-signal.SIGKILL}
    assert 0 < sum(done(tenant)[0].values()) < len(keys), "the kills came in the middle"
    finish()
    once = Counter(dict.fromkeys(keys, 1))
    assert done(tenant) == (once, once)


def test_many_workers_at_once(make_blog: MakeBlog) -> None:
    tenants, keys = [make_blog(name) for name in ("one", "two")], [f"k{n}" for n in range(40)]
    for tenant in tenants:
        put(tenant, keys)

    def work(_number: int) -> None:
        for _ in range(10):
            lease_ends()  # as if every worker took the others for dead
            run_due()

    with Hands(6) as pool:
        list(pool.map(work, range(6)))
    finish()
    once = Counter(dict.fromkeys(keys, 1))
    assert [done(tenant) for tenant in tenants] == [(once, once)] * 2
