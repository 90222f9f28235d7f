"""Kill -9 and many workers at once: every entry is done, none twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def with_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(due.handlers, "note", note)


def worker(failpoint: str = "") -> subprocess.Popen[bytes]:
    host = connection.get_connection_params()["host"].replace("/", "%2F")
    settings = connection.settings_dict
    environment = {
        **os.environ,
        "INKSTEAD_FAILPOINT": failpoint,
        "DATABASE_URL": f"postgres://{settings['USER']}@{host}/{settings['NAME']}",
        "DJANGO_SETTINGS_MODULE": "inkstead.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    return subprocess.Popen([sys.executable, "-m", "tests.due.worker"], cwd=ROOT, env=environment)


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


@pytest.mark.parametrize(("failpoint", "before"), [("due.after_work", 0), ("due.after_commit", 1)])
def test_killed_at(failpoint: str, before: int, make_blog: MakeBlog) -> None:
    tenant = make_blog("one")
    run_due()
    put(tenant, ["a"])
    killed = worker(failpoint)
    assert killed.wait(60) == -signal.SIGKILL
    record("due work kills", **{failpoint: 1})
    assert done(tenant) == (Counter(a=before), Counter(a=before))
    finish()
    assert done(tenant) == (Counter(a=1), Counter(a=1))


def test_killed_anywhere(make_blog: MakeBlog) -> None:
    tenant, keys = make_blog("one"), [f"k{number}" for number in range(200)]
    run_due()
    put(tenant, keys)
    kills = 0
    for share in (10, 60, 110):
        lease_ends()
        running = worker()
        while sum(done(tenant)[0].values()) < share and running.poll() is None:
            time.sleep(0.002)
        running.kill()
        kills += running.wait() == -signal.SIGKILL
    record("due work kills", anywhere=kills)
    assert kills == 3
    assert sum(done(tenant)[0].values()) < len(keys), "the kills came in the middle"
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
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    finish()
    once = Counter(dict.fromkeys(keys, 1))
    assert [done(tenant) for tenant in tenants] == [(once, once)] * 2
