"""A backup of the whole, brought into a machine that has nothing: people sign in and read."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.deploy.installation import PLATFORM, ROOT, Installation, sign_in
from tests.deploy.servers import Database, own_port
from tests.support.waiting import until

OWNER, PASSWORD = "keeper@post.example", "a sentence is fine here"
PICTURE = bytes(range(256)) * 40
WRITE = """
from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from tenants.db.scope import tenant_transaction
from tenants.models import Domain
from django.utils import timezone
by = User.objects.get(email="keeper@post.example")
for address in ("one", "two"):
    with tenant_transaction(Domain.objects.get(domain=f"{address}.inkstead.test").tenant):
        post = create_post(by=by, data=PostInput(title=f"Kept by {address}", content="For good."))
        publish_post(post, by=by, at=timezone.now())
"""


@pytest.fixture(scope="module")
def backup(installation: Installation) -> Path:
    """Two blogs with a post each and a picture, backed up."""
    made: list[tuple[str, ...]] = [("create_admin", OWNER, "--password-stdin")]
    made += [("tenants", "create", address, "--owner", OWNER) for address in ("one", "two")]
    made += [("shell", "--no-imports", "-c", WRITE)]
    for arguments in made:
        done = installation.manage(*arguments, given=PASSWORD)
        assert done.returncode == 0, done.stderr
    (installation.media / "one").mkdir()
    (installation.media / "one/cat.png").write_bytes(PICTURE)
    done = run("backup", str(installation.folder / "backups"), installation=installation)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


@pytest.fixture(scope="module")
def elsewhere(installation: Installation) -> Iterator[Database]:
    """A fresh cluster with the role and nothing else of ours."""
    folder = Path(tempfile.mkdtemp(prefix="ink-", dir="/tmp"))
    folder.chmod(0o711)
    database = Database(folder / "pg")
    database.start()
    yield database
    database.close()
    shutil.rmtree(folder, ignore_errors=True)


def run(
    script: str, argument: str, *, installation: Installation, **more: str
) -> subprocess.CompletedProcess[str]:
    """`deploy/SCRIPT ARGUMENT` in the installation's environment."""
    return subprocess.run(
        [ROOT / "deploy" / script, argument], env=installation.environment() | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def restore(
    backup: Path, database: Database, installation: Installation, **more: str
) -> subprocess.CompletedProcess[str]:
    """Restore into `database` and a media folder beside the backup."""
    where = {
        "SUPERUSER_URL": database.url(user="postgres", name="postgres"),
        "MEDIA_ROOT": str(installation.folder / "media-again"),
    }
    return run("restore", str(backup), installation=installation, **where | more)


def test_a_backup_is_closed_to_others_and_holds_no_secret(
    backup: Path, installation: Installation
) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert {path.name for path in backup.iterdir()} == {
        "SHA256SUMS", "database.dump", "media.tar", "roles.sql", "secret-key.mark"
    }  # fmt: skip
    secret = installation.environment()["SECRET_KEY"].encode()
    assert not [path.name for path in backup.iterdir() if secret in path.read_bytes()]
    assert (backup / "roles.sql").read_text().count("CREATE ROLE t_") >= 2


def test_what_is_damaged_or_has_another_secret_is_refused(
    backup: Path, elsewhere: Database, installation: Installation, tmp_path: Path
) -> None:
    done = restore(backup, elsewhere, installation, SECRET_KEY="another")
    assert done.returncode == 1
    assert "SECRET_KEY is not the one of this backup" in done.stderr
    damaged = shutil.copytree(backup, tmp_path / "damaged")
    with (damaged / "database.dump").open("r+b") as dump:
        dump.seek(2000)
        dump.write(b"oops")
    done = restore(damaged, elsewhere, installation)
    assert done.returncode == 1
    assert "damaged" in done.stderr


@pytest.fixture(scope="module")
def restored(backup: Path, elsewhere: Database, installation: Installation) -> Database:
    """The backup, put into another cluster."""
    done = restore(backup, elsewhere, installation)
    assert done.returncode == 0, done.stderr
    return elsewhere


def test_what_was_backed_up_is_read_again(restored: Database, installation: Installation) -> None:
    again = installation.folder / "media-again"
    assert (again / "one/cat.png").read_bytes() == PICTURE

    before, installation.database = installation.database, restored
    port, installation.web_port = installation.web_port, own_port()
    running = installation.parts.pop("web")
    try:
        assert installation.run("migrate").returncode == 0
        installation.start("web")
        until(installation.is_ready, or_see=installation.folder / "web.log")
        for address in ("one", "two"):
            answer = installation.ask_plain(
                installation.web_port, "/blog/", {"X-Forwarded-Proto": "https"},
                host=f"{address}.{PLATFORM}",
            )  # fmt: skip
            assert f"Kept by {address}" in answer.body
        ask = partial(installation.ask_plain, installation.web_port)
        answer = sign_in(ask, OWNER, PASSWORD, **{"X-Forwarded-Proto": "https"})
        assert (answer.status, answer.headers["Location"]) == (302, "/blogs/")
        # The walls came along: each schema still has its own role, and new blogs can be made.
        done = installation.run("manage", "tenants", "create", "three", "--owner", OWNER)
        assert done.returncode == 0, done.stderr
    finally:
        if "web" in installation.parts:
            installation.stop("web")
        installation.parts["web"] = running
        installation.database, installation.web_port = before, port


def test_a_database_that_has_something_is_left_alone(
    backup: Path, restored: Database, installation: Installation
) -> None:
    empty = str(installation.folder / "media-third")
    done = restore(backup, restored, installation, MEDIA_ROOT=empty)
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert os.path.exists(empty) is False
