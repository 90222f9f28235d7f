"""The bar of a long piece of work, on a terminal and elsewhere."""

from __future__ import annotations

from io import StringIO

import pytest

from kit.progress import Progress, clock_words


class Terminal(StringIO):
    """A terminal that keeps what it was shown."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Moves on by itself."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_a_terminal_gets_a_bar_with_rate_and_time_left() -> None:
    out = Terminal()
    progress = Progress(out, "Migrated", 1000, clock=Clock(0.5))
    for _ in range(500):
        progress.step()
    assert "\r\x1b[K" in out.getvalue()
    assert "500 of 1,000, 2/s, 4:10 left" in out.getvalue()
    assert out.getvalue().count("\n") == 0
    progress.close()
    assert out.getvalue().endswith("\n")


def test_elsewhere_a_plain_line_now_and_then_and_at_the_end() -> None:
    out = StringIO()
    progress = Progress(out, "Migrated", 30, clock=Clock(1))
    for _ in range(30):
        progress.step()
    progress.close()
    lines = out.getvalue().splitlines()
    assert 5 <= len(lines) <= 7
    assert lines[-1] == "  Migrated: 30 of 30, 1/s, 30.0 s"
    assert "\x1b" not in out.getvalue()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0.0 s"), (4.24, "4.2 s"), (59.97, "1:00"), (187, "3:07"), (3727, "1:02:07")],
)
def test_times_are_short(seconds: float, words: str) -> None:
    assert clock_words(seconds) == words
