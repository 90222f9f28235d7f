"""How far a long piece of work is: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

WIDTH = 30
REDRAW_SECONDS = 0.1
LINE_SECONDS = 5.0  # between plain lines


class Progress:
    """Count up to `total` with `step`; `close` leaves the last state standing.

    `out` is where it is shown; `clock` tells seconds.
    """

    def __init__(
        self, out: TextIO, what: str, total: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.out, self.what, self.total, self.clock = out, what, total, clock
        self.done = 0
        self.started = clock()
        self._terminal = _is_terminal(out)
        self._shown_at = self.started
        self._shown = -1

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = self.clock()
        pause = REDRAW_SECONDS if self._terminal else LINE_SECONDS
        if now - self._shown_at >= pause:
            self._show(now)

    def close(self) -> None:
        """Show where it ended, if that is not what stands there."""
        if self._shown != self.done:
            self._show(self.clock())
        if self._terminal and self.total:
            self.out.write("\n")
            self.out.flush()

    def seconds(self) -> float:
        """Since it began."""
        return self.clock() - self.started

    def _show(self, now: float) -> None:
        self._shown_at, self._shown = now, self.done
        line = f"{self.what}: {self.done:,} of {self.total:,}{self._pace(now)}"
        if self._terminal:
            full = WIDTH * self.done // max(self.total, 1)
            bar = "█" * full + "·" * (WIDTH - full)
            self.out.write(f"\r\x1b[K  {bar} {line}")
        else:
            self.out.write(f"  {line}\n")
        self.out.flush()

    def _pace(self, now: float) -> str:
        seconds = now - self.started
        if not self.done or seconds <= 0:
            return ""
        rate = self.done / seconds
        if self.done >= self.total:
            return f", {rate:,.0f}/s, {clock_words(seconds)}"
        return f", {rate:,.0f}/s, {clock_words((self.total - self.done) / rate)} left"


def clock_words(seconds: float) -> str:
    """`4.2 s` below a minute, else `3:07` or `1:02:07`."""
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _is_terminal(out: TextIO) -> bool:
    return bool(getattr(out, "isatty", lambda: False)())
