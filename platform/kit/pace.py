"""How often the same one may ask for something dear, counted in the process: no secret hangs on it.

Nothing is written and nobody waits. Several processes let through as many times as much.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Hashable

REMEMBERED = 10_000  # who asked last; somebody forgotten begins anew


class Pace:
    """At most `most` in `seconds`, for each one who asks."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._asked: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_for(self, who: Hashable) -> float:
        """0.0 and counted, if `who` may ask now; else the seconds until then, and not counted."""
        now = time.monotonic()
        with self._lock:
            times = self._asked.setdefault(who, deque())
            self._asked.move_to_end(who)
            while len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
            while times and times[0] <= now - self.seconds:
                times.popleft()
            if len(times) >= self.most:
                return times[0] + self.seconds - now
            times.append(now)
            return 0.0
