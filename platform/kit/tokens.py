"""Addresses that end in what signs somebody in, or lets them in: not to be written down."""

from __future__ import annotations

import re

# deploy/Caddyfile has the same list.
TOKENS = re.compile(
    r"(/(?:invitations|signup/invited|reset/key|confirm-email|accounts/reopen|team/restore"
    r"|preview)/)[^/?\s]+"
)


def without_tokens(text: str) -> str:
    """`text` with an ellipsis for each token in a path."""
    return TOKENS.sub(r"\1…", text)
