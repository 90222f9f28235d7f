"""Fifty threads over twenty blogs: no answer ever comes from the wrong one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from blog.models import Post
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import MakeBlog
from tests.support.databases import ROOT, database_url, environment, socket_folder
from tests.support.facts import record

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twenty(make_blog: MakeBlog) -> list[Tenant]:
    tenants = [make_blog(f"many{number}") for number in range(20)]
    for tenant in tenants:
        with tenant_transaction(tenant):
            Post.objects.create(title=f"canary-{tenant.id}", slug="same")
    return tenants


def cross(tenants: list[Tenant], url: str, reads: int) -> dict[str, int]:
    lines = "".join(f"{t.id} {t.schema_name} canary-{t.id}\n" for t in tenants)
    done = subprocess.run(
        [sys.executable, "-m", "tests.isolation.crossing", "50", str(reads)],
        input=lines,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
        env=environment(DATABASE_URL=url),
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, int] = json.loads(done.stdout)
    return result


def test_through_the_real_pool(twenty: list[Tenant]) -> None:
    result = cross(twenty, database_url(), 2000)
    assert result == {"reads": 6000, "crossings": 0}
    record("threads through the pool", **result)


@contextmanager
def pgbouncer(folder: Path) -> Iterator[str]:
    """PgBouncer in transaction mode before the test's Postgres; yields its URL."""
    assert PGBOUNCER
    name, user = connection.settings_dict["NAME"], connection.settings_dict["USER"]
    (folder / "users.txt").write_text(f'"{user}" ""\n')
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n{name} = host={socket_folder()} dbname={name} user={user}\n"
        "[pgbouncer]\npool_mode = transaction\nlisten_addr =\nlisten_port = 6543\n"
        f"unix_socket_dir = {folder}\nauth_type = any\nauth_file = {folder}/users.txt\n"
        f"default_pool_size = 7\nmax_client_conn = 200\nlogfile = {folder}/log\n"
        f"pidfile = {folder}/pid\nignore_startup_parameters = extra_float_digits,options\n"
    )
    server = subprocess.Popen(
        [PGBOUNCER, "-q", str(folder / "pgbouncer.ini")], preexec_fn=_not_as_root
    )
    try:
        _wait_for(folder / ".s.PGSQL.6543", server)
        yield database_url(str(folder), 6543)
    finally:
        server.terminate()
        server.wait(30)


def _not_as_root() -> None:
    """PgBouncer refuses to run as root, which a run in a container may be."""
    if os.geteuid() == 0:
        os.unshare(os.CLONE_NEWUSER)


def _wait_for(socket: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not socket.exists():
        assert server.poll() is None, "PgBouncer did not start"
        assert time.monotonic() < deadline, "PgBouncer opened no socket"
        time.sleep(0.05)


@pytest.mark.skipif(not PGBOUNCER, reason="PgBouncer is not installed")
def test_through_pgbouncer_in_transaction_mode(twenty: list[Tenant], tmp_path: Path) -> None:
    with pgbouncer(tmp_path) as url:
        result = cross(twenty, url, 1000)
    assert result == {"reads": 3000, "crossings": 0}
    record("threads through PgBouncer", **result)
