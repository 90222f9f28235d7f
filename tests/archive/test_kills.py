"""Kill -9 at every named point: before or after, never between; what is left is cleared away."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import storages

from journal.work import run_platform_work
from tenants.actions.purge_tenant import prove
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.models import Backup
from tenants.archive.places import places
from tenants.archive.reader import Archive
from tenants.archive.retention import clear_lost_files
from tenants.models import State, Tenant
from tests.archive.blogs import archive_of, fill, in_database, put_media, sums
from tests.support.databases import ROOT
from tests.support.facts import record
from tests.support.nursery import Nursery

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


def points(*paths: str) -> list[str]:
    texts = [(ROOT / path).read_text() for path in paths]
    return [name for text in texts for name in re.findall(r'failpoint\("(.+?)"\)', text)]


BACKUP = points("tenants/archive/backup.py", "tenants/archive/writer.py") + points(
    "tenants/actions/back_up.py"
)
RESTORE = points("tenants/archive/load.py", "tenants/archive/files_back.py") + points(
    "tenants/actions/restore_over.py"
)
PURGE = points("tenants/actions/purge_tenant.py") + [
    f"purge.after_{place.name.replace(' ', '_')}" for place in places()
]


type Kill = Callable[[str, str, Tenant, Path], None]


@pytest.fixture
def killed(nursery: Nursery) -> Kill:
    """`killed(verb, failpoint, tenant, folder)`: do it, and be killed there."""

    def run(verb: str, failpoint: str, tenant: Tenant, folder: Path) -> None:
        words = verb, str(tenant.pk), str(folder)
        done = nursery.run("tests.archive.at_failpoint", *words, INKSTEAD_FAILPOINT=failpoint)
        assert done.returncode == -signal.SIGKILL, done.stderr
        record("archive kills", **{f"{verb} {failpoint}": 1})

    return run


def a_day_later(folder: Path) -> None:
    """Let every file be old."""
    then = time.time() - 25 * 3600
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (then, then))


def test_every_failpoint_is_known() -> None:
    assert len(BACKUP) == 4
    assert len(RESTORE) == 6
    assert len(PURGE) == 11


@pytest.mark.parametrize("failpoint", BACKUP)
def test_a_backup_that_is_killed_is_none(
    failpoint: str, ferry: Tenant, tmp_path: Path, killed: Kill
) -> None:
    killed("backup", failpoint, ferry, tmp_path)
    assert not Backup.objects.exists()
    for path in (tmp_path / "backups").rglob("*.zip"):  # whole, but nobody knows of it
        with Archive.open(path) as archive:
            archive.verify()
    a_day_later(tmp_path / "backups")
    clear_lost_files()
    assert [path for path in (tmp_path / "backups").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("failpoint", RESTORE)
def test_a_restore_that_is_killed_is_before_or_after(
    failpoint: str, ferry: Tenant, tmp_path: Path, killed: Kill
) -> None:
    archive_of(ferry, tmp_path)
    then = sums(ferry)
    fill(ferry, Tenant.objects.get(pk=ferry.pk).memberships.get().user, posts=1)
    now, schemas = sums(ferry), in_database()
    killed("over", failpoint, ferry, tmp_path)
    ferry.refresh_from_db()
    if failpoint == "restore.after_commit":
        assert sums(ferry) == then
    else:
        assert sums(ferry) == now
        assert in_database() == schemas


@pytest.mark.parametrize("failpoint", ["restore.after_files", "restore.before_commit"])
def test_a_new_blog_that_never_was_leaves_nothing(
    failpoint: str, ferry: Tenant, tmp_path: Path, killed: Kill
) -> None:
    put_media(ferry)
    archive_of(ferry, tmp_path)
    before = in_database()
    killed("as", failpoint, ferry, tmp_path)
    assert in_database() == before
    assert Tenant.objects.count() == 1
    assert len(storages["default"].listdir("")[0]) == 2  # its pictures lie there
    assert clear_lost_files() == 0  # perhaps somebody is at it
    a_day_later(tmp_path / "media")
    (tmp_path / "backups").mkdir(exist_ok=True)
    assert clear_lost_files() == 1
    assert storages["default"].listdir("")[0] == [str(ferry.pk)]


@pytest.mark.parametrize("failpoint", PURGE)
def test_a_purge_that_is_killed_is_before_or_is_finished(
    failpoint: str, ferry: Tenant, tmp_path: Path, killed: Kill
) -> None:
    put_media(ferry)
    trash_tenant(ferry, by=None, reason="because")
    schema = ferry.schema_name
    killed("purge", failpoint, ferry, tmp_path)
    ferry.refresh_from_db()
    if failpoint in {"purge.after_schema", "purge.before_commit"}:
        assert ferry.state == State.DELETED
        assert {"blog_post", "blog_tag"} <= set(sums(ferry))
        return
    assert ferry.state == State.PURGED
    while run_platform_work():
        pass
    assert prove(ferry, [schema]).holds
