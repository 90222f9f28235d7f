"""A blog as a folder of pages: the room above writes it, the shell asks for it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tenants.models import Tenant

type Count = Callable[[int, int], None]  # pages written, pages known so far


class FolderRefused(ValueError):
    """The folder is there already and holds something."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it. `nowhere`: links of the blog that led nowhere, and the page they are on."""

    files: int
    bytes: int
    nowhere: dict[str, str]


# `write(tenant, folder, base=…, count=…)`: raises FolderRefused.
type Writer = Callable[..., Written]

_writers: list[Writer] = []


def on_export_site(writer: Writer) -> None:
    """Register the one writer; a later call replaces it."""
    _writers[:] = [writer]


def export_site(tenant: Tenant, folder: Path, *, base: str = "", count: Count) -> Written:
    """Write every page a reader can reach into `folder`, whole or not at all.

    `base` is the origin it will be read at, such as `https://example.com`; empty: the blog's own.
    Raises FolderRefused, and LookupError when no app brought a writer.
    """
    if not _writers:
        raise LookupError("No app registered a writer: is `blog` installed?")
    return _writers[0](tenant, folder, base=base, count=count)
