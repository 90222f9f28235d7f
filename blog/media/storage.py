"""Where a blog's pictures lie: one folder for each blog, in Django's default storage.

    <tenant id>/<key>/upload              as it came; gone once the files below are made
    <tenant id>/<key>/<width>-<hash>.jpg  what readers get, JPEG and WebP of each width
    <tenant id>/<key>/<width>-<hash>.webp
    <tenant id>/<key>/<width>-<hash>.avif  of some widths, where that is smaller; made at night
    <tenant id>/<key>/coming-<8 letters>  a file that is to take its place, until it does

`key` is the picture's own (12 characters) and `hash` begins the SHA-256 of the file's bytes. No
part of a path comes from outside. Whoever backs up, moves or removes one blog takes `<tenant id>/`
whole. Files are written before the row that names them and never changed, so what a row names is
complete.

A storage may be far away and slow, so nobody who holds a transaction asks it: what waits for it is
done before or behind one, and says whose files it means (`of`). Without that, it is the open blog.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tenants.db.scope import require_tenant_id

if TYPE_CHECKING:
    from uuid import UUID

HASH_CHARS = 16


def folder_of(tenant_id: UUID) -> str:
    """The folder of one blog's pictures."""
    return str(tenant_id)


def keep(key: str, name: str, data: bytes, *, of: UUID | None = None) -> None:
    """Write the file `key/name` of a blog, over what an interrupted run may have left of it."""
    default_storage.save(path_of(key, name, of=of), ContentFile(data))


def keep_file(key: str, width: int, suffix: str, data: bytes, *, of: UUID | None = None) -> str:
    """Write a file for readers and return its name."""
    digest = hashlib.sha256(data).hexdigest()[:HASH_CHARS]
    name = f"{width}-{digest}.{suffix}"
    keep(key, name, data, of=of)
    return name


def read(key: str, name: str) -> bytes:
    """The bytes of the open blog's file `key/name`. Raises FileNotFoundError."""
    return read_of(require_tenant_id(), key, name)


def read_of(tenant_id: UUID, key: str, name: str) -> bytes:
    """The same of any blog. Raises FileNotFoundError, and what else the storage has for errors."""
    with default_storage.open(f"{folder_of(tenant_id)}/{key}/{name}") as file:
        data: bytes = file.read()
    return data


def forget(key: str, name: str, *, of: UUID | None = None) -> None:
    """Remove one file, if it is there."""
    default_storage.delete(path_of(key, name, of=of))


def names_of(key: str, *, of: UUID | None = None) -> list[str]:
    """The names of all files of one picture."""
    return _list(_folder(key, of))[1]


def forget_picture(key: str, *, of: UUID | None = None) -> None:
    """Remove all files of one picture."""
    _remove(_folder(key, of))


def kept_keys(*, of: UUID | None = None) -> list[str]:
    """The keys under which a blog has files."""
    folders, _files = _list(folder_of(of or require_tenant_id()))
    return folders


def age_of(key: str, *names: str, of: UUID | None = None) -> timedelta:
    """How long ago the youngest of these files was written; for ever, where there is none."""
    return min((_age_of(path_of(key, name, of=of)) for name in names), default=timedelta.max)


def _age_of(path: str) -> timedelta:
    if not default_storage.exists(path):
        return timedelta.max
    with suppress(FileNotFoundError):  # gone meanwhile
        return timezone.now() - default_storage.get_modified_time(path)
    return timedelta.max


def remove_media(tenant_id: UUID) -> None:
    """Remove every file of a blog, for good; without any there is nothing to do."""
    folder = folder_of(tenant_id)
    for key in _list(folder)[0]:
        _remove(f"{folder}/{key}")
    _remove(folder)


def _remove(folder: str) -> None:
    for name in _list(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    with suppress(FileNotFoundError):
        default_storage.delete(folder)


def _list(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def path_of(key: str, name: str, *, of: UUID | None = None) -> str:
    """Where a blog's file `key/name` lies."""
    return f"{_folder(key, of)}/{name}"


def _folder(key: str, of: UUID | None) -> str:
    return f"{folder_of(of or require_tenant_id())}/{key}"
