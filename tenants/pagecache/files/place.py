"""The folder of pages as files, and how things in it come to be and go: whole, or not at all.

    lease/<second> → ../live          only for seconds in which the pages are known to be true
    live/<host>    → ../kept/<release>/<host>/<blog>-<version>-<until>
    kept/<release>/<host>/<blog>-<version>-<until>/   its pages, as `name` says: .html, .br, .gz
    new/           what writers tell the keeper: "there is a site of this version now"
    aside/         what is being written
    room           bytes that may still be written; as old as the keeper's last look round

The proxy looks under the second it is. Whoever keeps the folder (`keeper`) makes these leases for
the next two seconds, each time the database has said what changed. If it dies, or hears nothing,
the proxy finds no file from then on, and Django answers.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from tenants.pagecache.page import Page
from tenants.pagecache.release import release

PARTS = ("lease", "live", "kept", "new", "aside")
GONE = "gone-"  # what was here before the keeper began


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one blog on one host, at one content version, true until one moment."""

    host: str
    tenant_id: str
    version: int
    until: float | None
    release: str

    @classmethod
    def of(cls, host: str, page: Page) -> Site:
        """The site that `page` belongs to."""
        return cls(host, str(page.tenant_id), page.version, page.until, release())

    @property
    def path(self) -> str:
        """The site's folder under the root; a host that goes to another blog takes none along."""
        until = "" if self.until is None else f"{self.until:.3f}"
        blog = UUID(self.tenant_id).hex
        return f"kept/{self.release}/{self.host}/{blog}-{self.version}-{until}"


class Place:
    """One folder on one machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def announce(self, site: Site) -> None:
        """Tell the keeper of a new site."""
        text = json.dumps(asdict(site))
        self.put(self.root / "new" / f"{secrets.token_hex(8)}.json", text.encode())

    def announced(self) -> list[tuple[Path, Site | None]]:
        """What was told; None for what cannot be read."""
        return [(path, _read(path)) for path in (self.root / "new").glob("*.json")]

    def put(self, path: Path, body: bytes, *, changed_at: float | None = None) -> None:
        """Write a file beside, then give it its name: nobody ever sees half of it."""
        aside = self.root / "aside" / secrets.token_hex(8)
        try:
            aside.write_bytes(body)
            aside.chmod(0o644)  # the proxy is another user
            if changed_at is not None:
                # Read since it was written: where the disk notes that once, this is how it may.
                os.utime(aside, (changed_at - 1, changed_at))
            aside.rename(path)
        except BaseException:
            with suppress(OSError):
                aside.unlink()
            raise

    def link(self, name: str, target: str) -> None:
        """Let `name` lead to `target`, at once for whoever looks."""
        aside = self.root / "aside" / secrets.token_hex(8)
        aside.symlink_to(target)
        aside.rename(self.root / name)

    def unlink(self, name: str) -> None:
        """Let `name` lead nowhere."""
        (self.root / name).unlink(missing_ok=True)

    def live(self) -> dict[str, str]:
        """What the proxy may find now: where each host leads, under the root."""
        found = {}
        with suppress(FileNotFoundError), os.scandir(self.root / "live") as entries:
            for entry in entries:
                found[entry.name] = os.readlink(entry.path).removeprefix("../")
        return found

    def make_empty(self) -> None:
        """Begin anew: nothing that lay here is believed. Raises OSError.

        Somebody may be writing, so a folder is moved away whole before it is taken apart.
        """
        self.root.mkdir(mode=0o755, parents=True, exist_ok=True)
        for part in ("lease", *PARTS, "room"):  # what makes the others visible goes first
            with suppress(FileNotFoundError):
                (self.root / part).rename(self.root / f"{GONE}{secrets.token_hex(8)}")
        for part in PARTS:
            (self.root / part).mkdir(exist_ok=True)
            (self.root / part).chmod(0o755)  # whatever the umask is: the proxy is another user
        for gone in self.root.glob(f"{GONE}*"):
            if gone.is_dir():
                shutil.rmtree(gone, ignore_errors=True)
            else:
                gone.unlink(missing_ok=True)


def _read(path: Path) -> Site | None:
    try:
        said = json.loads(path.read_bytes())
        UUID(said["tenant_id"])
        return Site(**said)
    except (AttributeError, KeyError, OSError, TypeError, ValueError):
        return None
