"""Read an archive as what it is: a file from a stranger, until every sum has been compared."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from tenants.archive import limits
from tenants.archive.errors import BadArchive
from tenants.archive.manifest import (
    MEDIA,
    NAME,
    NOTES,
    SIGNATURE,
    Manifest,
    data_name,
    parse,
)
from tenants.archive.progress import Progress, Step, nobody_looks
from tenants.archive.signature import is_ours

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(RuntimeError, ValueError, OSError),
)
_SAFE_PART = re.compile(r"[^\x00-\x1f\x7f\\/:]{1,200}")
MAX_PATH = 400


class Archive:
    """An open archive whose structure holds; `verify` compares the contents with their sums."""

    def __init__(self, zipped: zipfile.ZipFile, file_size: int) -> None:
        self._zip = zipped
        self._infos = _infos(zipped, file_size)
        text = self._small(NAME, limits.MAX_MANIFEST_BYTES)
        self.is_ours = is_ours(text, self._small(SIGNATURE, 1000))
        self.manifest: Manifest = parse(text)
        self._require_all()

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Archive]:
        """The archive at `path`; raises BadArchive, and FileNotFoundError and its like."""
        with path.open("rb") as file, _opened(file) as zipped:
            yield cls(zipped, path.stat().st_size)

    @cached_property
    def notes(self) -> dict[str, Any]:
        """`tenant`, `domains` and `memberships`, as JSON; nobody has looked at what they say."""
        found = {}
        for name in NOTES:
            text = b"".join(self.chunks(name))
            try:
                found[name.removesuffix(".json")] = json.loads(text)
            except (ValueError, RecursionError):
                raise BadArchive(f"{name} cannot be read.") from None
        return found

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member; BadArchive at its end if they are not what the manifest says."""
        member, digest, size = self.manifest.members[name], hashlib.sha256(), 0
        with _sentences(name), self._zip.open(self._infos[name]) as file:
            while chunk := file.read(limits.CHUNK):
                size += len(chunk)
                if size > member.size:
                    break
                digest.update(chunk)
                yield chunk
        if size != member.size or digest.hexdigest() != member.sha256:
            raise BadArchive(f"{name} is not what the manifest says: the archive is damaged.")

    def verify(self, progress: Progress = nobody_looks) -> Manifest:
        """Read all of it once; raises BadArchive at the first thing that is not as it should be."""
        done, total = 0, self.manifest.size
        for name in self.manifest.members:
            newlines = 0
            for chunk in self.chunks(name):
                newlines += chunk.count(b"\n")
                done += len(chunk)
                progress(Step.CHECK, done, total)
            self._require_rows(name, newlines)
        _ = self.notes
        return self.manifest

    def _require_rows(self, name: str, newlines: int) -> None:
        table = self.manifest.tables.get(name.removeprefix("data/").removesuffix(".copy"))
        if name.startswith("data/") and table and table.rows != newlines:
            raise BadArchive(f"{name} has {newlines} rows; the manifest says {table.rows}.")

    def _require_all(self) -> None:
        """Every member is in the manifest, every one named there is here, and no other is."""
        wanted = {*NOTES, *map(data_name, self.manifest.tables)}
        named = set(self.manifest.members)
        missing = (wanted | named) - set(self._infos)
        if missing:
            raise BadArchive(f"The archive lacks {min(missing)}.")
        if wanted - named:
            raise BadArchive(f"The manifest lacks {min(wanted - named)}.")
        for name in sorted(set(self._infos) - {NAME, SIGNATURE}):
            if name not in named or not (name in wanted or name.startswith(MEDIA)):
                raise BadArchive(f"The archive holds something that does not belong in it: {name}")
            if self._infos[name].file_size != self.manifest.members[name].size:
                raise BadArchive(f"{name} is not as large as the manifest says.")
            if name in NOTES and self._infos[name].file_size > limits.MAX_NOTE_BYTES:
                raise BadArchive(f"{name} is too large.")

    def _small(self, name: str, most: int) -> bytes:
        info = self._infos.get(name)
        if info is None:
            raise BadArchive(f"This is no whole archive of a blog: it has no {name}.")
        if info.file_size > most:
            raise BadArchive(f"{name} is too large.")
        with _sentences(name), self._zip.open(info) as file:
            return file.read(most)


@contextmanager
def _opened(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    with _sentences("The file"):
        zipped = zipfile.ZipFile(file)
    with zipped:
        yield zipped


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    try:
        yield
    except BadArchive:
        raise
    except _BROKEN as error:
        raise BadArchive(f"{name} cannot be read: it is no archive, or damaged.") from error


def _infos(zipped: zipfile.ZipFile, file_size: int) -> dict[str, zipfile.ZipInfo]:
    """The members by name; raises BadArchive for whatever no archive of ours has."""
    every = zipped.infolist()
    if len(every) > limits.MAX_MEMBERS:
        raise BadArchive(f"The archive has more than {limits.MAX_MEMBERS} files.")
    found = {info.filename: info for info in every}
    if len(found) != len(every):
        raise BadArchive("The archive has two files of one name.")
    if sum(info.compress_size for info in every) > file_size:
        raise BadArchive("The archive says that it holds more than there is.")
    unpacked = sum(info.file_size for info in every)
    if unpacked > max(limits.BOMB_BYTES, limits.BOMB_RATIO * file_size):
        raise BadArchive("The archive would unpack to far more than a blog's does.")
    for info in every:
        _require_plain(info)
    return found


def _require_plain(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not is_safe(info.filename) or info.filename != info.orig_filename or info.is_dir():
        raise BadArchive("The archive has a file whose name leads out of it.")
    if kind not in {0, stat.S_IFREG}:
        raise BadArchive("The archive has a link in it.")
    if info.flag_bits & 0x1 or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BadArchive("The archive is encrypted, or packed in a way that is not ours.")


def is_safe(name: str) -> bool:
    """Whether `name` is a plain path below the folder it is meant for.

    No part ends with a dot: that forbids `..`, and what some systems cut off in silence.
    """
    return len(name) <= MAX_PATH and all(
        _SAFE_PART.fullmatch(part) and not part.endswith((" ", ".")) for part in name.split("/")
    )
