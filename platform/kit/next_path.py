"""Where to go next, as an address may carry it: a path on this very host, or nothing."""

from __future__ import annotations

from urllib.parse import unquote

MAX_CHARS = 2000
ROUNDS = 3  # proxies and servers on the way may each decode once


def safe_path(raw: str | None) -> str | None:
    """Return `raw` if it can lead nowhere but to this host, else None.

    It begins with one slash, has no backslash, space or control character, no `.` or `..` segment,
    and says the same after its percent-encoding is undone (CWE-601). At most 2000 characters.
    """
    if not raw or len(raw) > MAX_CHARS or not raw.isprintable() or " " in raw:
        return None
    path = raw.partition("#")[0].partition("?")[0]
    for _round in range(ROUNDS + 1):
        if not _stays_here(path):
            return None
        path = unquote(path)
    return raw


def _stays_here(path: str) -> bool:
    return (
        path.startswith("/")
        and not path.startswith("//")
        and "\\" not in path
        and path.isprintable()
        and not {".", ".."} & set(path.split("/"))
    )
