"""When to stop: a signal, a second one, or a terminal or `make` gone without a word."""

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
    terminals: list[int] = field(default_factory=list, init=False)

    def sleep(self, seconds: float) -> None:
        """Wait a moment; StopAsked when it is time to stop."""
        time.sleep(seconds)
        if self.asked or self._is_orphaned() or self._is_unplugged():
            raise StopAsked

    def _is_orphaned(self) -> bool:
        return "MAKELEVEL" in os.environ and os.getppid() != self.parent

    def _is_unplugged(self) -> bool:
        """A closed terminal signals its first process alone; that may be `make`, which waits."""
        return any(not os.isatty(descriptor) for descriptor in self.terminals)

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Take Ctrl-C, SIGTERM and a closed terminal; SIGHUP stays ignored under nohup."""
        numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            numbers.append(signal.SIGHUP)
            self.terminals = [descriptor for descriptor in (0, 1, 2) if os.isatty(descriptor)]
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
