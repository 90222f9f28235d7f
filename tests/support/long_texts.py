"""Markdown of any length."""

from __future__ import annotations

import random

WORDS = ("salt", "winter", "the", "of", "a", "*we*", "[there](/about/)", "**once**", "again")
IN_A_PARAGRAPH = 80


def long_text(words: int, *, seed: int = 1) -> str:
    """So many words in paragraphs, with some headings; the same for the same seed."""
    chance = random.Random(seed)
    parts = []
    for number in range(0, words, IN_A_PARAGRAPH):
        if number % 1_600 == 0:
            parts.append(f"## Part {number}")
        line = " ".join(chance.choice(WORDS) for _ in range(min(IN_A_PARAGRAPH, words - number)))
        parts.append(line)
    return "\n\n".join(parts) + "\n"
