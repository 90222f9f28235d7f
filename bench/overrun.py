"""Readers who ask one blog for its pages without end, in a process of their own."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import Any, Self

from bench.proxied import Reader

PER_SECOND = 500
CONNECTIONS = 25


@dataclass
class Overrun:
    """A process that asks one blog for its pages 500 times a second until it is told to end."""

    port: int
    host: str
    posts: int  # the blog has post-1 and so on

    def __enter__(self) -> Self:
        context = get_context("spawn")
        self._over, self._says = context.Event(), context.Queue()
        arguments = (self.port, self.host, self.posts, self._over, self._says)
        self._process = context.Process(target=_ask_without_end, args=arguments, daemon=True)
        self._process.start()
        self._says.get(timeout=60)  # it has begun
        return self

    def __exit__(self, *_raised: object) -> None:
        self._over.set()
        self.asked, self.failed, self.seconds = self._says.get(timeout=60)
        self._process.join()


def _ask_without_end(port: int, host: str, posts: int, over: Event, says: Any) -> None:
    """Each connection asks at its own times, whether the answers come or not."""
    counts: list[tuple[int, int]] = []
    began = time.monotonic()

    def ask(first: float) -> None:
        reader, asked, failed = Reader(port, host), 0, 0
        due = began + first
        while not over.is_set():
            time.sleep(max(0.0, due - time.monotonic()))
            due += CONNECTIONS / PER_SECOND
            status, _text, _file = reader.get(f"/blog/post-{asked % posts + 1}/")
            asked, failed = asked + 1, failed + (status >= 500)
        counts.append((asked, failed))

    threads = [
        threading.Thread(target=ask, args=(number / PER_SECOND,)) for number in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    says.put("begun")
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - began
    says.put((sum(n for n, _ in counts), sum(n for _, n in counts), seconds))
