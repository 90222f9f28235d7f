"""What is taken as a picture, and the sentence for what is not.

All of it is decided by the bytes, from the headers, before anything is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from blog.actions.errors import ActionRefused
from blog.media.sniff import CutOff, Header, NotAPicture, read_header
from kit.slugs import slugify

if TYPE_CHECKING:
    from django.core.files import File

MAX_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000  # the encoder has the same bound; a test compares
MAX_SIDE = 16_383  # what a WebP file can be (RFC 9649, 2.4)
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,image/avif"


class PictureRefused(ActionRefused):
    """The file cannot be taken; the message says why, in words for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that looks right: its bytes, what it says of itself, a name fit for addresses."""

    data: bytes
    header: Header
    name: str


def take(file: File[Any]) -> Taken:
    """Read `file`. Raises PictureRefused."""
    if (file.size or 0) > MAX_BYTES:
        raise PictureRefused(
            _("It is %(size)d MB large; a picture may have %(most)d MB.")
            % {"size": -(-(file.size or 0) // 1024**2), "most": MAX_BYTES // 1024**2}
        )
    data = file.read()
    return Taken(data, checked(data), name_of(file.name or ""))


def checked(data: bytes) -> Header:
    """What `data` says of itself. Raises PictureRefused for whatever is no picture to be shown."""
    if not data:
        raise PictureRefused(_("The file is empty."))
    try:
        header = read_header(data)
    except NotAPicture:
        raise PictureRefused(
            _("This is not a picture we can show. Send a JPEG, PNG, WebP, GIF or AVIF.")
        ) from None
    except CutOff:
        raise PictureRefused(
            _("The file is damaged: it ends before the picture does. Send it once more.")
        ) from None
    if header.pixels > MOST_PIXELS or max(header.width, header.height) > MAX_SIDE:
        raise PictureRefused(
            _(
                "It is %(width)s × %(height)s pixels large. A picture may have 40 million pixels,"
                " and 16,383 on a side: make it smaller, then send it once more."
            )
            % {"width": header.width, "height": header.height}
        )
    return header


def name_of(file_name: str) -> str:
    """A name for addresses made from what a file was called; nothing of a path is left."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    return slugify(stem, fallback="picture")
