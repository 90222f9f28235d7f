"""`python -m bench.capacity`: the table of docs/scaling.md; `… grow 200 1000` measures anew."""

from __future__ import annotations

import sys

from bench.capacity.growth import grow
from bench.capacity.model import table


def main() -> int:
    """Print the table, or measure."""
    if sys.argv[1:2] == ["grow"]:
        grow([int(word) for word in sys.argv[2:]] or [200, 1000])
    else:
        print(table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
