"""What a command costs, and what Linux tells of a process, as the fleet's figures use it."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from bench.fleet.server import private_bytes, processor_seconds
from bench.fleet.timing import Took, command, middle, timed

here = dict(os.environ)
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_a_command_is_timed_by_both_clocks() -> None:
    took = command(here, "help", "check")
    assert took.cpu > 0
    assert took.wall > 0


def test_a_command_that_fails_is_no_figure() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        command(here, "there-is-no-such-command")


def test_the_median_of_each_clock() -> None:
    assert middle([Took(3, 1), Took(1, 2), Took(2, 3)]) == Took(2, 2)


def test_timed() -> None:
    assert timed(lambda: time.sleep(0.02)) >= 0.02


@linux
def test_processor_time_grows_with_work_and_not_with_sleep() -> None:
    pids = [os.getpid()]
    before = processor_seconds(pids)
    end = time.thread_time() + 0.05
    while time.thread_time() < end:
        pass
    assert processor_seconds(pids) - before >= 0.04


@linux
def test_private_memory_is_of_a_living_process() -> None:
    assert private_bytes(os.getpid()) > 1024 * 1024
    assert private_bytes(2**22) == 0
