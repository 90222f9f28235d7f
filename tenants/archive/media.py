"""A blog's files: whatever lies in its folder of the default storage, through Django's API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.files.storage.handler import InvalidStorageError

from tenants.archive import limits
from tenants.archive.errors import BadArchive
from tenants.archive.reader import is_safe
from tenants.archive.room import room_is_wanted
from tenants.archive.store import MAKING, Finished

ALIAS = "default"  # as blog.media keeps pictures


def media_storage() -> Storage | None:
    """The storage; None where blogs have no files."""
    try:
        return storages[ALIAS]
    except InvalidStorageError:
        return None


def files_of(tenant_id: UUID) -> list[str]:
    """The names below the blog's folder, sorted. Raises BadArchive for one that cannot travel."""
    storage = media_storage()
    if storage is None:
        return []
    folder = str(tenant_id)
    names = sorted(path.removeprefix(f"{folder}/") for path in _walk(storage, folder))
    for name in names:
        if not is_safe(name):
            raise BadArchive(f"A file of the blog has a name that cannot travel: {name!r}")
    return names


def read_file(tenant_id: UUID, name: str) -> Iterator[bytes]:
    """A file's bytes, a chunk at a time."""
    storage = media_storage()
    if storage is None:
        raise FileNotFoundError(name)
    with storage.open(f"{tenant_id}/{name}") as file:
        while chunk := file.read(limits.CHUNK):
            yield chunk


def put_file(tenant_id: UUID, name: str, chunks: Iterable[bytes]) -> bool:
    """Save a file unless one of this name is there: whole or not at all.

    `chunks` raises before anything is kept. Raises NoRoom.
    """
    storage = media_storage()
    path = f"{tenant_id}/{name}"
    if storage is None or storage.exists(path):
        return False
    with room_is_wanted(), _beside(storage) as folder:
        made = folder / "file"
        with made.open("wb") as aside:
            aside.writelines(chunks)
        with made.open("rb") as whole:
            storage.save(path, Finished(whole, name=str(made)))
    return True


def clear_files(tenant_id: UUID) -> int:
    """Delete all of the blog's files; returns how many there were."""
    storage = media_storage()
    if storage is None:
        return 0
    paths = list(_walk(storage, str(tenant_id)))
    for path in paths:
        storage.delete(path)
    _clear_folders(storage, str(tenant_id))
    return len(paths)


def count_files(tenant_id: UUID) -> int:
    """How many files there are."""
    storage = media_storage()
    return sum(1 for _ in _walk(storage, str(tenant_id))) if storage else 0


def newest_of(tenant_id: UUID) -> datetime:
    """When the last of the blog's files was written; long ago where there are none."""
    storage = media_storage()
    paths = _walk(storage, str(tenant_id)) if storage else ()
    times = [storage.get_modified_time(path) for path in paths] if storage else []
    return max(times, default=datetime.min.replace(tzinfo=UTC))


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    yield from (f"{folder}/{name}" for name in files)
    for inner in folders:
        yield from _walk(storage, f"{folder}/{inner}")


def _clear_folders(storage: Storage, folder: str) -> None:
    """Object stores have none; on a disk the empty ones go as well."""
    try:
        folders, _files = storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for inner in folders:
        _clear_folders(storage, f"{folder}/{inner}")
    storage.delete(folder)


@contextmanager
def _beside(storage: Storage) -> Iterator[Path]:
    """A folder for unfinished files, on the storage's own disk if it has one; gone afterwards."""
    disk = storage.location if isinstance(storage, FileSystemStorage) else None
    if disk is not None:
        Path(disk).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=MAKING, dir=disk) as folder:
        yield Path(folder)
