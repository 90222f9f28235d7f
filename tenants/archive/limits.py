"""How much of a stranger's file is looked at before it is refused."""

from __future__ import annotations

CHUNK = 64 * 1024  # bytes that are in memory at a time
MAX_MANIFEST_BYTES = 16 * 1024 * 1024
MAX_NOTE_BYTES = 4 * 1024 * 1024  # tenant.json and its like
MAX_MEMBERS = 100_000
# A blog's text is packed to a fifth or so; what unpacks to far more is meant to fill a disk.
BOMB_BYTES = 64 * 1024 * 1024
BOMB_RATIO = 200
