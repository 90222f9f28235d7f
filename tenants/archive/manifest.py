"""The first thing to read of an archive: what is in it, and from which code it comes."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tenants.archive.errors import BadArchive

FORMAT = 1
NAME = "manifest.json"
SIGNATURE = "manifest.sha256.hmac"
NOTES = ("tenant.json", "domains.json", "memberships.json")
TABLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_SUM = re.compile(r"[0-9a-f]{64}")
_MIGRATION = re.compile(r"[A-Za-z0-9_]{1,200}")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: bytes as they are when unpacked, and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the columns in the order of the file, how many rows, and where ids go on."""

    columns: list[str]
    rows: int
    identity: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All but `members` is known before the first byte is written."""

    blog_id: UUID
    blog_name: str
    made_at: datetime
    version: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables.values())

    @property
    def media(self) -> list[str]:
        """The names of the blog's files, without the folder they lie in here."""
        return [name.removeprefix(MEDIA) for name in self.members if name.startswith(MEDIA)]

    @property
    def size(self) -> int:
        """Bytes of everything, unpacked."""
        return sum(member.size for member in self.members.values())

    def as_bytes(self) -> bytes:
        """The file, as `parse` reads it."""
        words = {
            "format": FORMAT,
            "product": "inkstead",
            "version": self.version,
            "made_at": self.made_at.isoformat(),
            "encoding": "UTF8",
            "blog": {"id": str(self.blog_id), "name": self.blog_name},
            "migrations": self.migrations,
            "tables": {name: asdict(table) for name, table in self.tables.items()},
            "members": {name: asdict(member) for name, member in self.members.items()},
        }
        return json.dumps(words, indent=1, ensure_ascii=False).encode()


MEDIA = "media/"


def data_name(table: str) -> str:
    """The member that holds `table`."""
    return f"data/{table}.copy"


def parse(text: bytes) -> Manifest:
    """The manifest in `text`, which nobody has looked at yet; raises BadArchive."""
    try:
        words = json.loads(text)
        if words["product"] != "inkstead" or not isinstance(words["format"], int):
            raise BadArchive("This is no archive of a blog.")
        if words["format"] > FORMAT:
            raise BadArchive(
                f"The archive has format {words['format']}; this version reads up to {FORMAT}."
            )
        return _manifest(words)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        if isinstance(error, BadArchive):
            raise
        raise BadArchive(f"The manifest cannot be read: {type(error).__name__}.") from None


def _manifest(words: dict[str, Any]) -> Manifest:
    made_at = datetime.fromisoformat(words["made_at"])
    if made_at.tzinfo is None or words["encoding"] != "UTF8":
        raise ValueError
    return Manifest(
        blog_id=UUID(words["blog"]["id"]),
        blog_name=_text(words["blog"]["name"], 200),
        made_at=made_at,
        version=_text(words["version"], 40),
        migrations=[(_migration(app), _migration(name)) for app, name in words["migrations"]],
        tables={_named(TABLE, name): _table(one) for name, one in words["tables"].items()},
        members={str(name): _member(one) for name, one in words["members"].items()},
    )


def _table(words: dict[str, Any]) -> Table:
    columns = [_named(TABLE, name) for name in words["columns"]]
    if len(set(columns)) != len(columns) or not columns:
        raise ValueError
    identity = {_named(TABLE, name): _count(last) for name, last in words["identity"].items()}
    return Table(columns, _count(words["rows"]), identity)


def _member(words: dict[str, Any]) -> Member:
    return Member(_count(words["size"]), _named(_SUM, words["sha256"]))


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**62:
        raise ValueError
    return value


def _named(pattern: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError
    return value


def _migration(value: Any) -> str:
    return _named(_MIGRATION, value)


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most or not value.isprintable():
        raise ValueError
    return value
