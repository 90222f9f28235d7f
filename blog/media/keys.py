"""A picture's key: its name in addresses, texts and folders, which nobody can guess.

What is in a draft is not listed anywhere, and its pictures are found by nobody who was not told.
"""

from __future__ import annotations

import secrets

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
CHARS = 12  # 60 bits
UPLOAD = "upload"  # a picture's file as it came, until it is ready


def new_key() -> str:
    """Twelve characters, such as `q7m3xk2vw5da`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CHARS))
