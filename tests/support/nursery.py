"""A process with Django in it that forks for whatever is to be done in a process of its own.

    done = nursery.run("tests.fleet.at_migrate", str(folder), INKSTEAD_FAILPOINT="migrate.between")

is `python -m tests.fleet.at_migrate FOLDER` with that in the environment, without Django's start,
which takes most of two seconds of a processor. What settings read must be in the nursery's own
environment. The nursery itself has no threads and no connections, which nobody would inherit well.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NoReturn, Self

ROOT = Path(__file__).resolve().parents[2]
type Done = subprocess.CompletedProcess[str]
LONGEST = 65_536  # bytes of what is asked for


@dataclass
class Child:
    """A process that was born there."""

    module: str
    out: IO[bytes]
    err: IO[bytes]
    told: IO[bytes]
    pid: int

    def kill(self) -> None:
        """As the power going out would."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self, seconds: float = 120) -> Done:
        """Its exit status, and what it said; killed, and an error, when it takes longer."""
        if not select.select([self.told], [], [], seconds)[0]:
            self.kill()
            raise subprocess.TimeoutExpired(self.module, seconds)
        with self.out, self.err, self.told:
            status = int(self.told.readline() or b"-1")
            said = _all(self.out), _all(self.err)
            return subprocess.CompletedProcess(self.module, status, *said)


def _all(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


class Nursery:
    """Of one environment; it ends with its `with`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.nursery", str(theirs.fileno())],
                cwd=ROOT, env=dict(environment), pass_fds=[theirs.fileno()],
            )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Nobody is born here any more."""
        self._line.close()
        self._process.wait(30)

    def start(self, module: str, *arguments: str, given: str = "", **environment: str) -> Child:
        """Let one begin to do what `module.main()` does; several may be at it at once."""
        out, err = TemporaryFile(), TemporaryFile()  # noqa: SIM115  # `wait` closes them
        reader, writer = os.pipe()
        words = {"module": module, "arguments": arguments, "environment": environment}
        with TemporaryFile() as into:
            into.write(given.encode())
            into.seek(0)
            fds = [into.fileno(), out.fileno(), err.fileno(), writer]
            socket.send_fds(self._line, [json.dumps(words).encode()], fds)
        os.close(writer)
        told = os.fdopen(reader, "rb", buffering=0)
        return Child(module, out, err, told, int(told.readline()))

    def run(self, module: str, *arguments: str, given: str = "", **environment: str) -> Done:
        """The same, to its end; `given` is what it reads."""
        return self.start(module, *arguments, given=given, **environment).wait()


# -- in the nursery -------------------------------------------------------------------------------
def main() -> None:
    """Until nobody can ask for anything any more."""
    line = socket.socket(fileno=int(sys.argv[1]))
    _grow_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait
    while True:
        asked, fds, _flags, _address = socket.recv_fds(line, LONGEST, 4)
        if not asked:
            return
        words = json.loads(asked)
        import_module(words["module"])
        if not os.fork():
            line.close()
            _watch(words, *fds)
        for fd in fds:
            os.close(fd)


def _grow_up() -> None:
    import django
    from django.conf import settings

    django.setup()
    for urls in {settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF}:
        import_module(urls)
    gc.freeze()  # the pages of memory are shared as long as nobody writes to them


def _watch(words: dict[str, object], into: int, out: int, err: int, told: int) -> NoReturn:
    """Have it done by a child, and tell its number and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if not pid:
        os.close(told)
        for number, fd in enumerate((into, out, err)):
            os.dup2(fd, number)
        _be(**words)  # type: ignore[arg-type]  # as `start` put it
    os.write(told, b"%d\n" % pid)
    os.write(told, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    os._exit(0)


def _be(module: str, arguments: list[str], environment: dict[str, str]) -> NoReturn:
    os.environ.update(environment)
    sys.argv = [module, *arguments]
    status = 0
    try:
        import_module(module).main()
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
