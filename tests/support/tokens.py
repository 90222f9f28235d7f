"""The random words of a page, which any short word may stand in by chance."""

from __future__ import annotations

import re

RANDOM = re.compile(r'(?<= name="csrfmiddlewaretoken" value=")[^"]+|(?<= nonce=")[^"]+')


def without_tokens(page: str) -> str:
    """`page` as everybody gets it: what is drawn anew for each answer is left out."""
    return RANDOM.sub("", page)
