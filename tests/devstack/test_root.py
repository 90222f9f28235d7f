"""As root: Postgres refuses to be root, and nothing outside own folders may change."""

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from inkstead import devstack
from inkstead.devstack import house
from inkstead.devstack.paths import own_dir, short_hash
from inkstead.devstack.spawn import run
from tests.devstack.helpers import ask, ping


@pytest.fixture
def no_namespaces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a container under Docker's default rules."""
    monkeypatch.setenv("INKSTEAD_DEVSTACK_NO_USERNS", "1")
    house._namespaces_allowed.cache_clear()
    yield
    house._namespaces_allowed.cache_clear()


@pytest.fixture
def closed() -> Iterator[Path]:
    """A data folder below one that only root may enter, like a home."""
    home = Path(tempfile.mkdtemp(prefix="ink-"))
    home.chmod(0o700)
    data = home / "data"
    yield data
    devstack.stop(data)
    shutil.rmtree(home)
    for root in ("/tmp", "/var/tmp"):
        shutil.rmtree(Path(root, f"inkstead-{short_hash(data)}"), ignore_errors=True)


def owner_of_postmaster(data: Path) -> str:
    place = (data / "run" / "postgres.json").read_text()
    sockets = Path(place.partition('"sockets": "')[2].partition('"')[0])
    return pwd.getpwuid(sockets.stat().st_uid).pw_name


@pytest.mark.usefixtures("no_namespaces")
def test_postgres_runs_as_nobody_in_an_open_folder(data: Path) -> None:
    lines: list[str] = []
    services = devstack.ensure(data, fsync=False, say=lines.append)
    assert ask(services, "SELECT 1") == 1
    assert ping(services)
    assert owner_of_postmaster(data) == "nobody"
    assert (data / "postgres-18").exists()
    assert lines == ["User namespaces are forbidden here: Postgres runs as nobody."]


@pytest.mark.usefixtures("no_namespaces")
def test_postgres_lives_elsewhere_when_a_parent_is_closed(closed: Path) -> None:
    lines: list[str] = []
    services = devstack.ensure(closed, fsync=False, say=lines.append)
    assert ask(services, "SELECT 1") == 1
    assert ping(services)
    away = f"/var/tmp/inkstead-{short_hash(closed)}"
    assert lines == [f"User namespaces are forbidden here: Postgres runs as nobody, in {away}."]
    assert closed.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("no_namespaces")
def test_data_comes_home_when_namespaces_are_allowed_again(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(devstack.ensure(closed, fsync=False).database_url) as connection:
        connection.execute("CREATE TABLE public.kept AS SELECT 7 AS number")
    devstack.stop(closed)
    monkeypatch.delenv("INKSTEAD_DEVSTACK_NO_USERNS")
    house._namespaces_allowed.cache_clear()
    services = devstack.ensure(closed, fsync=False)
    assert ask(services, "SELECT number FROM public.kept") == 7


def test_a_closed_copy_of_the_programs_is_copied_out(closed: Path) -> None:
    closed.mkdir()
    copied = house._copy_programs(closed)
    assert (copied / "postgres").exists()
    assert house._copy_programs(closed) == copied
    shown = run([copied / "psql", "--version"])
    assert "PostgreSQL) 18" in shown.stdout


def test_a_folder_of_somebody_elses_is_refused(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    os.chown(theirs, 65534, 65534)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    for path in (theirs, link):
        with pytest.raises(devstack.DevstackError, match="not a folder of ours"):
            own_dir(path, 0o711)
