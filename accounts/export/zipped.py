"""A zip that is sent while it is made: nothing of it touches a disk, and little of it memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from django.utils import timezone

from accounts.export.registry import File


class _Pipe(io.RawIOBase):
    """Takes what zipfile writes and gives it away; it cannot go back, and zipfile copes."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last call."""
        found = bytes(self._waiting)
        self._waiting.clear()
        return found


def zipped(files: Iterable[File]) -> Iterator[bytes]:
    """The pieces of a zip with `files`, in their order, each compressed."""
    pipe = _Pipe()
    now = timezone.now().timetuple()[:6]
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            yield from _written(archive, pipe, file, now)
    yield pipe.taken()


def _written(
    archive: zipfile.ZipFile, pipe: _Pipe, file: File, now: tuple[int, ...]
) -> Iterator[bytes]:
    entry = zipfile.ZipInfo(file.path, date_time=now)  # type: ignore[arg-type]
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as target:
        for piece in file.pieces:
            target.write(piece)
            if found := pipe.taken():
                yield found
    yield pipe.taken()
