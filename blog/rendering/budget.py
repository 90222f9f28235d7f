"""How much work one text may cost: counted in steps, never in seconds.

Markdown has inputs whose parsing grows with the square of their length (runs of `[`, references
to references, tables that fill themselves in). Counting makes the limit the same on every machine
and on every run. What exceeds it is shown as the plain text it is; nothing is lost or refused.
"""

from dataclasses import dataclass

MAX_LINES = 40_000
MAX_LINK_CHARS = 2_048
# Steps of about 2 to 5 microseconds each.
BLOCK_TOKENS = 100_000
INLINE_STEPS = 300_000
INLINE_STEPS_PER_BLOCK = 60_000
STEPS_PER_TOKEN = 2
# Five characters of Markdown become 300 of HTML.
STEPS_PER_FOOTNOTE = 40
TOKENS_PER_FOOTNOTE = 10
# What links may add to the page by naming one long address many times.
LINK_OUTPUT_CHARS = 4_000_000
MAX_HTML_CHARS = 12_000_000


class TooMuch(Exception):
    """A count ran out; the part being read becomes plain text."""


@dataclass(slots=True)
class Budget:
    """What is left for one text. `steps` is refilled from `inline_steps` for each block."""

    block_tokens: int = BLOCK_TOKENS
    inline_steps: int = INLINE_STEPS
    link_output: int = LINK_OUTPUT_CHARS
    steps: int = 0

    def open_block(self) -> None:
        self.steps = min(self.inline_steps, INLINE_STEPS_PER_BLOCK)
        self.inline_steps -= self.steps

    def close_block(self) -> None:
        self.inline_steps += max(self.steps, 0)
        self.steps = 0

    def step(self, number: int = 1) -> None:
        self.steps -= number
        if self.steps < 0:
            raise TooMuch

    def block_token(self, number: int = 1) -> None:
        self.block_tokens -= number
        if self.block_tokens < 0:
            raise TooMuch

    def link(self, chars: int) -> None:
        self.link_output -= chars
        if self.link_output < 0:
            raise TooMuch
