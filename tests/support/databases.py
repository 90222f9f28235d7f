"""The test database's address, for programs of their own."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def socket_folder() -> str:
    """Where the test's Postgres listens."""
    return str(connection.get_connection_params()["host"])


def database_url(folder: str | None = None, port: int | None = None) -> str:
    """A DATABASE_URL for the test database, straight or (folder, port) through a pooler."""
    settings = connection.settings_dict
    query = f"host={quote(folder or socket_folder(), safe='/')}"
    if port:
        query += f"&port={port}"
    return f"postgres://{settings['USER']}@/{settings['NAME']}?{query}"


def environment(**more: str) -> dict[str, str]:
    """What a program needs to run on the test database with the test settings."""
    return {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "inkstead.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        **more,
    }
