"""A worker that tests may kill: `python -m tests.many.worker` does the platform's due work."""

from __future__ import annotations

import django


def main() -> None:
    """Until nothing is due."""
    django.setup()
    from journal.work import run_platform_work

    while run_platform_work():
        pass


if __name__ == "__main__":
    main()
