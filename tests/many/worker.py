"""A worker that tests may kill: it does the platform's due work."""

from __future__ import annotations


def main() -> None:
    """Until nothing is due."""
    from journal.work import run_platform_work

    while run_platform_work():
        pass
