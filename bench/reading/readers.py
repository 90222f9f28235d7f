"""Readers who come at their own times, whether answers do or not. Without Django: it is spawned."""

from __future__ import annotations

import http.client
import random
import threading
import time
from dataclasses import dataclass, field

HEADERS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.2.0.1"}


@dataclass
class Readers:
    """So many a second, each at a moment of its own, for so long; what they were answered."""

    port: int
    targets: list[tuple[str, str]]
    rate: float
    seconds: float
    threads: int = 1
    times: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def run(self) -> Readers:
        """Ask, and wait for all answers."""
        hands = [threading.Thread(target=self._ask, args=(n,)) for n in range(self.threads)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        return self

    def _ask(self, seed: int) -> None:
        pick, begun = random.Random(seed), time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        pause = self.threads / self.rate
        for number in range(int(self.seconds / pause)):
            due = begun + pause * (number + seed / self.threads)
            time.sleep(max(0.0, due - time.perf_counter()))
            host, path = pick.choice(self.targets)
            asked = time.perf_counter()
            connection.request("GET", path, headers={"Host": host, **HEADERS})
            answer = connection.getresponse()
            answer.read()
            self.times.append(time.perf_counter() - asked)
            self.statuses.append(answer.status)
