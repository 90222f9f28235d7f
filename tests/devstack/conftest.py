"""A short throw-away data folder, and no server of anybody else's."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from inkstead import devstack

# Only root is refused by Postgres, and only root can change owners.
collect_ignore = [] if os.geteuid() == 0 else ["test_root.py"]


def forget_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test run's own servers are in the environment; here they would replace what is tested."""
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "INKSTEAD_DATA", "PORT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def own_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No server of anybody else's."""
    forget_servers(monkeypatch)


@pytest.fixture
def empty() -> Iterator[Path]:
    """A new data folder; what this process started there is stopped afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="ink-"))
    yield folder
    devstack.stop(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A cluster that was made and set up once, to be copied: a quarter of the time of a new one."""
    folder = Path(tempfile.mkdtemp(prefix="ink-"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        forget_servers(monkeypatch)
        devstack.ensure(folder, fsync=False)
        devstack.stop(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def data(empty: Path, made: Path) -> Path:
    """A data folder that was used before."""
    shutil.copytree(made / "postgres-18", empty / "postgres-18")
    shutil.copy(made / "postgres-18.setup", empty)
    return empty
