"""Where archives are kept: the storage `backups`, a folder a blog."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.files.storage.handler import InvalidStorageError
from django.utils.translation import gettext as _

from tenants.actions.change import Refused

ALIAS = "backups"
MAKING = ".making-"  # how folders of unfinished files begin
SUFFIX = ".inkstead.zip"


class Finished(File):  # type: ignore[type-arg]  # no generic at run time
    """A whole file that a storage on the same disk takes over by renaming it."""

    def temporary_file_path(self) -> str:
        """Django's own name for it."""
        return str(self.name)


def has_store() -> bool:
    """Whether this installation has a place for backups."""
    try:
        storages[ALIAS]
    except InvalidStorageError:
        return False
    return True


def store() -> Storage:
    """The storage; raises Refused where there is none."""
    if not has_store():
        raise Refused(_("This installation has no place for backups: BACKUP_ROOT is not set."))
    return storages[ALIAS]


def path_for(tenant_id: UUID, kind: str) -> str:
    """A name that was never used: `<tenant>/20260131T030405-nightly-1f2e3d4c.inkstead.zip`."""
    moment, token = f"{datetime.now(UTC):%Y%m%dT%H%M%S}", secrets.token_hex(4)
    return f"{tenant_id}/{moment}-{kind}-{token}{SUFFIX}"


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder for unfinished files, on the store's own disk if it has one; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=MAKING, dir=_base()) as folder:
        yield Path(folder)


def keep(made: Path, path: str) -> None:
    """Move the whole file at `made` into the store as `path`."""
    with made.open("rb") as file:
        store().save(path, Finished(file, name=str(made)))


@contextmanager
def local(path: str) -> Iterator[Path]:
    """The archive `path` as a file of this machine. Raises Refused when it is not there."""
    storage = store()
    if not storage.exists(path):
        raise Refused(_("The file of this backup is gone."))
    if isinstance(storage, FileSystemStorage):
        yield Path(storage.path(path))
        return
    with workplace() as folder, storage.open(path) as file:
        target = folder / "archive"
        with target.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        yield target


def remove(path: str) -> None:
    """Delete a file; nothing happens if it is not there."""
    store().delete(path)


def names_in(folder: str) -> list[str]:
    """The paths below a folder of the store; none where there is no store."""
    if not has_store():
        return []
    try:
        _folders, files = store().listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in files]


def _base() -> Any:
    storage = storages[ALIAS] if has_store() else None
    if not isinstance(storage, FileSystemStorage):
        return None
    os.makedirs(storage.location, mode=0o700, exist_ok=True)
    return storage.location
