"""Texts in several languages whose words are as common and as rare as in real ones.

No words are copied from anywhere: they are made of syllables, and drawn by Zipf's law, which holds
for words and for Chinese characters alike. Endings and accents give stems and folding their work.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

WORDS = 30_000  # different ones in a language
CHARACTERS = 3_000
IN_A_TEXT = 400
IN_A_TITLE = 5

SYLLABLES = (
    "ba", "ko", "mir", "tel", "su", "ran", "do", "fi", "gel", "wan", "ter", "lu", "hos", "ne",
    "pra", "schi", "v\u00e9", "\u00f6r",
)  # fmt: skip
ENDINGS = {
    "en": ("", "", "s", "ed", "ing", "ly"),
    "de": ("", "", "e", "en", "er", "ung", "\u00e4n"),
    "fr": ("", "", "s", "\u00e9e", "ement", "ions"),
}
DENSE = {"ja": 0x4E00, "zh": 0x4E00, "th": 0x0E01}
SHARES = {"en": 50, "de": 20, "fr": 10, "ja": 8, "zh": 8, "th": 4}


@dataclass(frozen=True, slots=True)
class Written:
    """One text."""

    language: str
    title: str
    paragraphs: list[str]


class Corpus:
    """A stream of texts, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)  # no secret
        roots = [self._root() for _ in range(WORDS)]
        self.words = {code: self._inflected(roots, ends) for code, ends in ENDINGS.items()}
        for code, first in DENSE.items():
            many = 46 if code == "th" else CHARACTERS
            self.words[code] = [chr(first + number) for number in range(many)]
        self._weights = {code: _zipf(len(words)) for code, words in self.words.items()}

    def text(self) -> Written:
        """The next one."""
        (language,) = self.dice.choices(list(SHARES), list(SHARES.values()))
        title = self._line(language, IN_A_TITLE)
        lines = [self._line(language, IN_A_TEXT // 8) for _ in range(8)]
        return Written(language, title.capitalize(), [f"{line.capitalize()}." for line in lines])

    def common(self, language: str) -> str:
        """The word that most texts have."""
        return self.words[language][0]

    def rare(self, language: str) -> str:
        """A word that few texts have."""
        return self.words[language][len(self.words[language]) * 2 // 3]

    def _line(self, language: str, words: int) -> str:
        if language in DENSE:  # a word has two or three letters
            words *= 3
        weights = self._weights[language]
        found = self.dice.choices(self.words[language], cum_weights=weights, k=words)
        return ("" if language in DENSE else " ").join(found)

    def _root(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(2, 4)))

    def _inflected(self, roots: list[str], endings: tuple[str, ...]) -> list[str]:
        return [root + self.dice.choice(endings) for root in roots]


def _zipf(many: int) -> list[float]:
    return list(accumulate(1 / (rank + 2) for rank in range(many)))
