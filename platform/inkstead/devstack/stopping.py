"""When to stop: a signal, a second one, or `make` gone without a word."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType


class StopAsked(Exception):
    """Somebody asked us to stop; not an error."""


@dataclass
class StopWatch:
    """Notes signals. The first is acted upon at the next `sleep`, a second one at once."""

    asked: bool = field(default=False, init=False)
    finishing: bool = field(default=False, init=False)
    parent: int = field(default_factory=os.getppid, init=False)

    def sleep(self, seconds: float) -> None:
        """Wait a moment; StopAsked when it is time to stop."""
        time.sleep(seconds)
        orphaned = "MAKELEVEL" in os.environ and os.getppid() != self.parent
        if self.asked or orphaned:
            raise StopAsked

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Take Ctrl-C, SIGTERM and a closed terminal; SIGHUP stays ignored under nohup."""
        numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            numbers.append(signal.SIGHUP)
        before = {number: signal.signal(number, self._note) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        impatient, self.asked = self.asked, True
        if impatient and not self.finishing:
            raise StopAsked
