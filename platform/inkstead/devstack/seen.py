"""What other processes are: a number from a file is theirs only if the command says so too."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def runs(pid: int, arguments: Sequence[str]) -> bool:
    """True when that process lives and its command line has these arguments, in this order."""
    if sys.platform == "linux":
        needle = "".join(f"{argument}\0" for argument in arguments)
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="surrogateescape")
        except OSError:
            return False
        return needle in line
    shown = subprocess.run(
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return " ".join(arguments) in shown.stdout
