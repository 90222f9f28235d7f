"""A migration while people read: nobody waits long, and nobody sees an error."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles
from threading import Event, Thread, local

from bench.browser import Browser
from bench.figures import Figure
from bench.fleet.fill import host_of
from bench.fleet.fleet import Fleet
from bench.fleet.one_more_field import take_field_back, with_one_more_field
from bench.fleet.server import longest_wait, superuser
from bench.stage import Stage, url_of

A_SECOND = 50
READERS = 16
BLOCKED_WITHIN = 1.0
MIGRATES_AS = "inkstead migrate"
LOOK_EVERY = 0.02
QUIET = ("--no-input", "--verbosity", "0")


def under_reads(fleet: Fleet) -> Iterator[Figure]:
    """Front pages of random blogs, rendered anew, at a fixed pace whatever the answers take."""
    here = with_one_more_field(fleet.stage.folder, fleet.stage.environment)
    with Readers(fleet) as readers, Watch(fleet.stage) as watch:
        took = fleet.command(here, "migrate", *QUIET)
    take_field_back(fleet.stage.folder)
    pages = len(readers.seconds)
    what = f"add a field under {A_SECOND} reads a second"
    yield fleet.figure(f"{what}, the command", took)
    yield fleet.figure(f"{what}, longest wait for a lock", watch.longest, BLOCKED_WITHIN)
    errors = float(len(readers.errors))
    yield fleet.figure(f"{what}, errors", errors, 0, unit="errors", rounds=pages)
    yield fleet.figure(f"{what}, pages a second", pages / took.wall, unit="pages", rounds=pages)
    p99 = quantiles(readers.seconds, n=100)[98]
    yield fleet.figure(f"{what}, page p99", p99, rounds=pages)


@dataclass
class Readers:
    """They read from `with` on to its end."""

    fleet: Fleet
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __enter__(self) -> Readers:
        self._over, self._own = Event(), local()
        self._pool = ThreadPoolExecutor(READERS)
        self._thread = Thread(target=self._send, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()
        self._pool.shutdown()

    def _send(self) -> None:
        dice, due = random.Random(7), time.perf_counter()
        while not self._over.is_set():
            self._pool.submit(self._read, dice.randint(1, self.fleet.blogs))
            due += 1 / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))

    def _read(self, number: int) -> None:
        try:
            answer = self._browser().get(url_of(host_of(number)))
        except OSError as error:
            self.errors.append(str(error))
            del self._own.browser
            return
        self.seconds.append(answer.seconds)
        if answer.status != 200:
            self.errors.append(f"{answer.status} {answer.url}")

    def _browser(self) -> Browser:
        if not hasattr(self._own, "browser"):
            self._own.browser = Browser(self.fleet.stage.port).__enter__()
        browser: Browser = self._own.browser
        return browser


@dataclass
class Watch:
    """Asks the server many times a second who waits; the migration's own waiting does not count."""

    stage: Stage
    longest: float = 0.0

    def __enter__(self) -> Watch:
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        with superuser(self.stage) as server:
            while not self._over.wait(LOOK_EVERY):
                self.longest = max(self.longest, longest_wait(server, but=MIGRATES_AS))
