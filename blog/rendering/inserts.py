"""Markup of our own making, put in after the gate where writers cannot reach.

While Markdown becomes HTML, each place is marked by a word of 128 random bits, new for each text.
It passes the gate as text. Then typed generators write what belongs there. All of it is phrasing
content: valid wherever the word could stand.
"""

import html
import re
import secrets
from dataclasses import dataclass, field
from typing import Protocol

from blog.rendering.highlight import highlight


class Insert(Protocol):
    """Something the product writes into a text."""

    def html(self) -> str:
        """Return markup that is safe by construction."""

    def text(self) -> str:
        """Return what it says, for search and for counting words."""


@dataclass(frozen=True, slots=True)
class Code:
    """A fenced block in a language we colour."""

    source: str
    language: str

    def html(self) -> str:
        return highlight(self.source, self.language)

    def text(self) -> str:
        return self.source


@dataclass(frozen=True, slots=True)
class TaskBox:
    """The box of `- [x]`: a sign, not a control, so it works in feeds, in mail and for all ears."""

    done: bool

    def html(self) -> str:
        return f'<span class="task-box">{self._sign}</span> '

    def text(self) -> str:
        return f"{self._sign} "

    @property
    def _sign(self) -> str:
        return "\u2611" if self.done else "\u2610"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as MathML; `markup` comes from `mathml`."""

    source: str
    markup: str
    display: bool

    def html(self) -> str:
        return f'<span class="formula">{self.markup}</span>' if self.display else self.markup

    def text(self) -> str:
        return self.source

    def in_a_line(self) -> str:
        """What a summary says: a plain formula as it was typed, for one full of LaTeX "…"."""
        if self.display:
            return ""
        return "…" if "\\" in self.source or "{" in self.source else self.source


@dataclass(frozen=True, slots=True)
class HeadingAnchor:
    """A link of a heading to itself, for the mouse; its sign comes from the stylesheet."""

    ident: str

    def html(self) -> str:
        ident = html.escape(self.ident)
        return f'<a class="heading-anchor" href="#{ident}" aria-hidden="true" tabindex="-1"></a>'

    def text(self) -> str:
        return ""


@dataclass(slots=True)
class Inserts:
    """The places of one text."""

    mark: str = field(default_factory=lambda: secrets.token_hex(16))
    _all: list[Insert] = field(default_factory=list)

    def place(self, insert: Insert) -> str:
        """Return the word to put where `insert` goes."""
        self._all.append(insert)
        return f"{self.mark}x{len(self._all) - 1}x"

    def fill_html(self, gated: str) -> str:
        """Return `gated` with each word replaced by markup."""
        return self._words().sub(lambda match: self._all[int(match[1])].html(), gated)

    def fill_text(self, text: str) -> str:
        """Return `text` with each word replaced by what the markup says."""
        return self._words().sub(lambda match: self._all[int(match[1])].text(), text)

    def fill_line(self, text: str) -> str:
        """The same for a summary, where LaTeX would be noise."""
        return self._words().sub(lambda match: _in_a_line(self._all[int(match[1])]), text)

    def _words(self) -> re.Pattern[str]:
        return re.compile(rf"{self.mark}x(\d+)x")


def _in_a_line(insert: Insert) -> str:
    return insert.in_a_line() if isinstance(insert, Formula) else insert.text()
