"""Write an archive: aside, whole or not at all, with a sum of everything."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from kit.failpoints import failpoint
from tenants.archive.manifest import NAME, SIGNATURE, Manifest, Member
from tenants.archive.signature import sign


class Bytes(Protocol):
    """Whatever chunks come as."""

    def __buffer__(self, flags: int, /) -> memoryview: ...


class Writer:
    """Members one after the other; the manifest last, so that half an archive has none."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self.members: dict[str, Member] = {}

    def add(self, name: str, chunks: Iterable[Bytes], *, packed: bool = True) -> Member:
        """Write a member from `chunks`, in as much memory as one of them takes."""
        info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                digest.update(chunk)
                size += member.write(chunk)
        made = self.members[name] = Member(size, digest.hexdigest())
        return made

    def note(self, name: str, value: Any) -> None:
        """Write a small member of JSON."""
        self.add(name, [json.dumps(value, indent=1, ensure_ascii=False).encode()])

    def close(self, manifest: Manifest) -> Manifest:
        """Write the manifest of everything before it; nothing may follow."""
        whole = replace(manifest, members=dict(self.members))
        text = whole.as_bytes()
        self.add(NAME, [text])
        self.add(SIGNATURE, [sign(text)])
        return whole


@contextmanager
def written_aside(target: Path) -> Iterator[Writer]:
    """A Writer whose file is at `target` once the block ends well, and else nowhere.

    Raises OSError; a process that is killed leaves a file beside it that ends in `.part`.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", compresslevel=6) as zipped:
                yield Writer(zipped)
            file.flush()
            os.fsync(file.fileno())
        failpoint("backup.before_rename")
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
