"""The block that `make run` prints once the first page answers."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from inkstead.devstack.paths import REPO


def summary(*, data: Path, host: str, port: int) -> str:
    """Addresses, sign-ins, mail and how to stop, as one tidy block."""
    address = f"http://{host}:{port}/"
    demo = _demo(data)
    rows = [("Platform", [address])]
    blogs = _columns([(_at_port(b["url"], port), b["name"]) for b in demo.get("blogs", [])[:2]])
    accounts = _columns([(a["email"], a["password"], a["role"]) for a in demo.get("accounts", [])])
    rows += [
        *([("Blog" if demo.get("archive") else "Demo blogs", blogs)] if blogs else []),
        *([("Sign in as", accounts)] if accounts else []),
        *([("From", [demo["archive"]])] if demo.get("archive") else []),
        *_admin(demo, address),
        ("Mail", [f"{address}dev/mail/   {_short(data / 'mail')}/"]),
        ("Logs", [f"{_short(data / 'logs')}/"]),
        ("Stop", ["Ctrl-C; what was written stays"]),
    ]
    return "\n".join(["", "  Inkstead is running.", "", *_lines(rows), ""])


def _admin(demo: dict[str, Any], address: str) -> list[tuple[str, list[str]]]:
    """How to pass the second factor that the admin's pages ask for."""
    found = [a for a in demo.get("accounts", []) if "totp_secret" in a]
    if not found:
        return []
    codes = "   ".join(found[0]["recovery_codes"][:3])
    return [
        ("Admin", [f"{address}admin/   as {found[0]['email']}, with a second factor:"]),
        ("", ["  the code of the moment: .venv/bin/python manage.py demo --code"]),
        ("", [f"  or a recovery code, each good once: {codes}"]),
        ("", [f"  or in an authenticator app, the key {found[0]['totp_secret']}"]),
    ]


def _lines(rows: list[tuple[str, list[str]]]) -> list[str]:
    return [
        f"    {name if first else '':<12}{line}"
        for name, lines in rows
        for first, line in zip([True] + [False] * len(lines), lines, strict=False)
    ]


def _columns(cells: Sequence[Sequence[str]]) -> list[str]:
    """One line a row, every column but the last as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["   ".join(map(str.ljust, row, widths)).rstrip() for row in cells]


def _demo(data: Path) -> dict[str, Any]:
    """What the demo command noted: blogs (name, url) and accounts (email, password, role)."""
    path = data / "demo.json"
    if not path.exists():
        return {}
    noted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return noted


def _at_port(url: str, port: int) -> str:
    """The address on the port of this run; the note was made on the first one's."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{parts.hostname}:{port}").geturl()


def _short(path: Path) -> str:
    return str(path.relative_to(REPO) if path.is_relative_to(REPO) else path)
