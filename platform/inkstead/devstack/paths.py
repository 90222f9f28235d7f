"""Where things lie on disk: the data folder, and short folders for sockets."""

import hashlib
import os
from pathlib import Path

from inkstead.devstack.errors import DevstackError

REPO = Path(__file__).resolve().parents[3]

# sockaddr_un holds 104 bytes on macOS and 108 on Linux, the closing NUL included.
SOCKET_PATH_LIMIT = 103


def data_dir(data: Path | None = None) -> Path:
    """The data folder, absolute: the argument, else INKSTEAD_DATA, else `.data` in the checkout."""
    chosen = data or Path(os.environ.get("INKSTEAD_DATA") or REPO / ".data")
    return Path(os.path.abspath(chosen.expanduser()))


def prepare_data_dir(data: Path) -> None:
    """Make the data folder and those in it, closed to others. One that is there is left alone."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("logs", "mail", "run"):
        (data / name).mkdir(mode=0o700, exist_ok=True)


def short_hash(data: Path) -> str:
    """Twelve hex digits that tell two data folders, and two people, apart."""
    return hashlib.sha256(f"{os.getuid()}:{data}".encode()).hexdigest()[:12]


def own_dir(path: Path, mode: int) -> Path:
    """Make a folder in a place others write to, or take ours back; never somebody else's.

    Raises DevstackError when the name is a link or belongs to another user: /tmp is shared.
    """
    path.mkdir(mode=mode, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or not path.is_dir() or found.st_uid != os.geteuid():
        msg = f"{path} is not a folder of ours. Remove it, or set INKSTEAD_DATA to another folder."
        raise DevstackError(msg)
    path.chmod(mode)
    return path


def short_dir(data: Path) -> Path:
    """A short folder for sockets outside the data folder; others may pass through, not look."""
    return own_dir(Path("/tmp") / f"inkstead-{short_hash(data)}", 0o711)


def socket_root(data: Path) -> Path:
    """The folder with a folder of sockets per server: `run/` in the data folder, or a short one.

    Others may pass through it, since Postgres may run as another user; not into what it holds.
    """
    longest = data / "run" / "pg" / ".s.PGSQL.5432"
    if len(os.fsencode(longest)) <= SOCKET_PATH_LIMIT:
        return own_dir(data / "run", 0o711)
    return short_dir(data)
