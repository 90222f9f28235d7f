"""Named places where a test may kill the process, to see what is left behind.

`INKSTEAD_FAILPOINT=name` in the environment turns one on; otherwise passing one costs a look-up
in a dictionary.
"""

from __future__ import annotations

import os
import signal


def failpoint(name: str) -> None:
    """Kill this process, as the power going out would, if `name` is the one turned on."""
    if os.environ.get("INKSTEAD_FAILPOINT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
