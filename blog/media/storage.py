"""Where a blog's pictures lie: one folder for each blog, in Django's default storage.

    <tenant id>/<key>/upload              as it came; gone once the files below are made
    <tenant id>/<key>/<width>-<hash>.jpg  what readers get, JPEG and WebP of each width
    <tenant id>/<key>/<width>-<hash>.webp

`key` is the picture's own (12 characters) and `hash` begins the SHA-256 of the file's bytes. No
part of a path comes from outside. Whoever backs up, moves or removes one blog takes `<tenant id>/`
whole. Files are written before the row that names them and never changed, so what a row names is
complete.
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

UPLOAD = "upload"
HASH_CHARS = 16


def folder_of(tenant_id: UUID) -> str:
    """The folder of one blog's pictures."""
    return str(tenant_id)


def keep(key: str, name: str, data: bytes) -> None:
    """Write the open blog's file `key/name`, over what an interrupted run may have left of it."""
    default_storage.save(path_of(key, name), ContentFile(data))


def keep_file(key: str, width: int, suffix: str, data: bytes) -> str:
    """Write a file for readers and return its name."""
    digest = hashlib.sha256(data).hexdigest()[:HASH_CHARS]
    name = f"{width}-{digest}.{suffix}"
    keep(key, name, data)
    return name


def read(key: str, name: str) -> bytes:
    """The bytes of the open blog's file `key/name`. Raises FileNotFoundError."""
    with default_storage.open(path_of(key, name)) as file:
        data: bytes = file.read()
    return data


def forget(key: str, name: str) -> None:
    """Remove one file of the open blog, if it is there."""
    default_storage.delete(path_of(key, name))


def forget_picture(key: str) -> None:
    """Remove all files of one picture of the open blog."""
    _remove(f"{folder_of(require_tenant_id())}/{key}")


def kept_keys() -> list[str]:
    """The keys under which the open blog has files."""
    folders, _files = _list(folder_of(require_tenant_id()))
    return folders


def age_of_upload(key: str) -> timedelta:
    """How long ago the upload of one picture was written; for ever, where there is none."""
    try:
        return timezone.now() - default_storage.get_modified_time(path_of(key, UPLOAD))
    except FileNotFoundError:
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


def path_of(key: str, name: str) -> str:
    """Where the open blog's file `key/name` lies."""
    return f"{folder_of(require_tenant_id())}/{key}/{name}"
