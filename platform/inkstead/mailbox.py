"""Letters as Django's file backend leaves them: a file for each connection, with its letters."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings

RULE = re.compile(rb"^-{79}\n", re.MULTILINE)  # django.core.mail.backends.console
NAME = re.compile(r"^[0-9A-Za-z-]+\.log-[0-9]+$")
NEWEST = 200  # files that the list reads


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `name` finds it again; `html` is "" when it has none."""

    name: str
    at: datetime
    to: str
    sender: str
    subject: str
    text: str
    html: str


def letters() -> list[Letter]:
    """The letters of the 200 newest files, newest first."""
    files = sorted(_folder().glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [letter for file in files[:NEWEST] for letter in reversed(_read(file))]


def letter_named(name: str) -> Letter | None:
    """The letter called `name`, or None. The name comes from an address, so it is not trusted."""
    if not NAME.match(name):
        return None
    file = _folder() / name.rpartition("-")[0]
    return next((letter for letter in _read(file) if letter.name == name), None)


def _folder() -> Path:
    return Path(settings.MAIL_FOLDER)


def _read(file: Path) -> list[Letter]:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return []
    written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    parts = [part for part in RULE.split(content) if part.strip()]
    return [_parse(part, f"{file.name}-{number}", written) for number, part in enumerate(parts)]


def _parse(raw: bytes, name: str, written: datetime) -> Letter:
    message = email.message_from_bytes(raw.lstrip(), policy=default)
    date = message["Date"]
    return Letter(
        name=name,
        at=date.datetime if date is not None and date.datetime else written,
        to=str(message["To"] or ""),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""),
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
