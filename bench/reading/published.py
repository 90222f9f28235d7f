"""Pages as files, as they are deployed: web server, the files' keeper, Caddy, and who reads."""

from __future__ import annotations

import http.client
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.figures import ROOT
from bench.reading.front import Front, front
from bench.reading.ground import Ground
from bench.stage import Stage
from inkstead.devstack.processes import Process, stop_all

A_FILE_WITHIN = 60.0


@dataclass
class Reader:
    """One connection over TLS, kept open. The certificate is of Caddy's own authority."""

    port: int
    host: str
    _open: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str, host: str = "") -> tuple[int, str, bool]:
        """Status, text, and whether the proxy gave a file; of another blog by its `host`."""
        try:
            return self._ask(path, host or self.host)
        except (OSError, http.client.HTTPException):
            self._open = None  # it was closed meanwhile
            return self._ask(path, host or self.host)

    def be_a_file(self, path: str, host: str = "") -> str:
        """Ask until the page is one, and return it; RuntimeError when it never is."""
        end = time.monotonic() + A_FILE_WITHIN
        while time.monotonic() < end:
            _status, text, is_file = self.get(path, host)
            if is_file:
                return text
            time.sleep(0.1)
        raise RuntimeError(f"{path} on {host or self.host} did not become a file.")

    def _ask(self, path: str, host: str) -> tuple[int, str, bool]:
        if self._open is None:
            self._open = _connected(self.port, self.host)
        self._open.request("GET", path, headers={"Host": host})
        answer = self._open.getresponse()
        text = answer.read().decode()
        said = answer.headers.get("Cache-Status", "")
        return answer.status, text, said.startswith("inkstead-files")


@contextmanager
def published(ground: Ground) -> Iterator[Front]:
    """Caddy, which gives out pages as files, and all that has them made."""
    stage = ground.stage
    folder = stage.folder / "published"
    folder.mkdir(exist_ok=True)
    more = ground.keeping() | {"PAGE_FILES_ROOT": str(folder / "pages")}
    with ground.server(**more) as (upstream, _process):
        processes = [_keeper(stage, more)]
        processes += [stage.start(part, 0, "", **more) for part in ("worker", "beat")]
        try:
            with front(folder, upstream, PAGE_FILES_ROOT=more["PAGE_FILES_ROOT"]) as caddy:
                yield caddy
        finally:
            stop_all(processes)


def _keeper(stage: Stage, more: dict[str, str]) -> Process:
    command = [sys.executable, str(ROOT / "manage.py"), "pagefiles"]
    keeper = Process("files", command, stage.environment | more, stage.folder / "files.log")
    keeper.start()
    return keeper


def _connected(port: int, host: str) -> http.client.HTTPConnection:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    plain.connect()
    plain.sock = context.wrap_socket(plain.sock, server_hostname=host)
    return plain
