"""A guard for inputs that could hang: the test fails instead."""

import signal
from collections.abc import Iterator

import pytest

# Far above what is needed: the proof is what the tests count, this only ends a hang.
PATIENCE = 60


@pytest.fixture
def seconds() -> Iterator[None]:
    """Fail the test that runs longer than PATIENCE."""

    def give_up(signum: int, frame: object) -> None:
        raise AssertionError(f"still running after {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
