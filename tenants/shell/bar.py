"""How far something is: a bar on a terminal, and a plain line a step elsewhere."""

from __future__ import annotations

import time
from typing import Any

from tenants.archive.progress import Step

WIDTH = 30
BARS_AFTER = 0.3  # seconds: what is quicker needs no bar
EVERY = 0.1


class Bar:
    """`show` is a Progress."""

    def __init__(self, out: Any) -> None:
        self._out = out
        self._live = bool(out and out.isatty())
        self._began = time.monotonic()
        self._drawn_at = 0.0
        self._step: Step | None = None

    def show(self, step: Step, done: int, total: int) -> None:
        """Draw, if it is time to."""
        now = time.monotonic()
        if self._out is None:
            return
        if not self._live:
            if step != self._step:
                self._out.write(f"{step.label}…")
        elif now - self._began > BARS_AFTER and now - self._drawn_at > EVERY:
            self._drawn_at = now
            self._draw(step, done, total)
        self._step = step

    def close(self) -> None:
        """Take the bar away again."""
        if self._live and self._drawn_at:
            self._out.write("\r\033[K", ending="")
            self._out.flush()

    def _draw(self, step: Step, done: int, total: int) -> None:
        share = min(done / total, 1.0) if total else 0.0
        full = int(share * WIDTH)
        bar = "█" * full + "░" * (WIDTH - full)
        self._out.write(f"\r\033[K  {step.label:<34} {bar} {share:4.0%}", ending="")
        self._out.flush()
