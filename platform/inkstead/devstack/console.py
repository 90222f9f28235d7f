"""What `make run` prints. A terminal that was closed must not keep anything from stopping."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH = 34


def say(text: str, *, end: str = "\n") -> None:
    """Print, and carry on when nobody is there to read."""
    try:
        sys.stdout.write(text + end)
        sys.stdout.flush()
    except (OSError, ValueError):
        pass


class Steps:
    """Quiet progress: one line a step, with the seconds it took and what was unusual."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def note(self, text: str) -> None:
        """Say something once the step that is under way has its line."""
        self._notes.append(text)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.monotonic()
        say(f"  {name:<{WIDTH}}", end="")
        try:
            yield
        except BaseException:
            say("not done")
            raise
        say(f"{time.monotonic() - start:5.1f} s")
        for text in self._notes:
            say(f"    {text}")
        self._notes.clear()
