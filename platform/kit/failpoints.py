"""Named places where a test may kill or hold the process, to see what is left behind.

`INKSTEAD_FAILPOINT=name` in the environment turns one on; otherwise passing one costs a look-up
in a dictionary.
"""

from __future__ import annotations

import os
import signal

HOLD = ":hold"


def failpoint(name: str) -> None:
    """Kill this process, as the power going out would, if `name` is the one turned on.

    With `name:hold` it stands still instead, until whoever watches it sends SIGCONT.
    """
    wanted = os.environ.get("INKSTEAD_FAILPOINT")
    if wanted == name:
        os.kill(os.getpid(), signal.SIGKILL)
    elif wanted == name + HOLD:
        os.environ.pop("INKSTEAD_FAILPOINT")  # once
        os.kill(os.getpid(), signal.SIGSTOP)
