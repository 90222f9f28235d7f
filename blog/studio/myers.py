"""The shortest way from one list to another, found within a number of steps or not at all.

E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). What equals at both ends is
cut off first, so that a long text with a small change costs as little as the change.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Where `left` of one list and `right` of the other are the `same`, or took its place."""

    same: bool
    left: slice
    right: slice


@dataclass(slots=True)
class Budget:
    """Steps that are left, shared by whatever one page compares: some two million a second."""

    steps: int = 1_000_000


def runs_between[T: Hashable](a: Sequence[T], b: Sequence[T], budget: Budget) -> list[Run]:
    """Runs that cover both lists in order. Beyond the budget the middle is one that differs."""
    head = _equal(a, b, min(len(a), len(b)))
    room = min(len(a), len(b)) - head
    tail = _equal(a[::-1], b[::-1], room)
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    pairs = [(i, i) for i in range(head)]
    pairs += [(head + x, head + y) for x, y in _pairs(middle_a, middle_b, budget)]
    pairs += [(len(a) - n, len(b) - n) for n in range(tail, 0, -1)]
    return _runs(pairs, len(a), len(b))


def _equal[T](a: Sequence[T], b: Sequence[T], most: int) -> int:
    number = 0
    while number < most and a[number] == b[number]:
        number += 1
    return number


def _pairs[T](a: Sequence[T], b: Sequence[T], budget: Budget) -> list[tuple[int, int]]:
    """The places that are the same in both, in order; none when there are too many steps."""
    if not a or not b:
        return []
    furthest = {1: 0}  # on the diagonal k = x - y, how far into a
    trail: list[array[int]] = []  # what each round began with, for the way back
    for edits in range(len(a) + len(b) + 1):
        budget.steps -= 2 * edits + 1
        if budget.steps < 0:
            return []
        trail.append(array("l", (furthest.get(k, 0) for k in range(-edits - 1, edits + 2))))
        for k in range(-edits, edits + 1, 2):
            x = start = _step(furthest.get(k - 1, -1), furthest.get(k + 1, -1), k, edits)
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            budget.steps -= x - start
            furthest[k] = x
            if x >= len(a) and x - k >= len(b):
                return _back(trail, len(a), len(b))
    return []


def _step(left: int, right: int, k: int, edits: int) -> int:
    """How far one more edit leads on diagonal `k`: one of b's in, or one of a's out."""
    down = k == -edits or (k != edits and left < right)
    return right if down else left + 1


def _back(trail: list[array[int]], x: int, y: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for edits in range(len(trail) - 1, -1, -1):
        k, middle = x - y, edits + 1
        left, right = trail[edits][middle + k - 1], trail[edits][middle + k + 1]
        down = k == -edits or (k != edits and left < right)
        x_before = right if down else left
        y_before = x_before - (k + 1 if down else k - 1)
        while x > x_before and y > y_before:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = x_before, y_before
    return found[::-1]


def _runs(pairs: list[tuple[int, int]], length_a: int, length_b: int) -> list[Run]:
    runs: list[Run] = []
    a = b = 0
    index = 0
    while index < len(pairs):
        x, y = pairs[index]
        if (x, y) != (a, b):
            runs.append(Run(False, slice(a, x), slice(b, y)))
        end = index
        while end + 1 < len(pairs) and pairs[end + 1] == (
            pairs[end][0] + 1,
            pairs[end][1] + 1,
        ):
            end += 1
        a, b = pairs[end][0] + 1, pairs[end][1] + 1
        runs.append(Run(True, slice(x, a), slice(y, b)))
        index = end + 1
    if (a, b) != (length_a, length_b):
        runs.append(Run(False, slice(a, length_a), slice(b, length_b)))
    return runs
