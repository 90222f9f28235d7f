"""The disk is full: one sentence, nothing half kept, and with room again it works."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chaos.conftest import Workshop

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("restarts")]

SENTENCE = "There is no room left on the disk. Nothing half was kept."
SIZES = [8_192, 65_536, 262_144]  # of a blog that takes some 400 KB, with its picture


def on_a_small_disk(workshop: Workshop, verb: str, size: int) -> dict[str, Any]:
    try:
        told: dict[str, Any] = workshop.ask(verb, size=size)
    except AssertionError as error:
        if "PermissionError" in str(error) or "mount" in str(error):
            pytest.skip("this machine lets nobody make a disk of their own")
        raise
    return told


@pytest.mark.parametrize("size", SIZES)
def test_a_backup_that_was_asked_for(size: int, workshop: Workshop) -> None:
    told = on_a_small_disk(workshop, "back_up_on_a_small_disk", size)
    assert told == {"state": "failed", "error": SENTENCE, "new": 0, "left": []}
    assert workshop.ask("doctor") == []
    assert workshop.ask("back_up") > 5


@pytest.mark.parametrize("size", SIZES)
def test_a_backup_on_the_shell(size: int, workshop: Workshop) -> None:
    assert workshop.ask("back_up_in_small_files", size=size) == {"error": SENTENCE, "left": []}
    assert workshop.ask("doctor") == []


def test_pictures_that_do_not_fit_leave_the_blog_as_it_was(workshop: Workshop) -> None:
    before = workshop.ask("contents")
    told = on_a_small_disk(workshop, "put_back_on_a_small_disk", 65_536)
    assert told["error"] == f"NoRoom: {SENTENCE}"
    assert workshop.ask("contents") == before
    assert workshop.ask("doctor") == []
