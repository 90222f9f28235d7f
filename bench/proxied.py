"""The stage behind Caddy, with pages as files: web server, worker, beat, the files' keeper.

Without Caddy on PATH there is none of it, and what is measured there is left out.
"""

from __future__ import annotations

import http.client
import os
import shutil
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import ROOT
from bench.stage import HOST, Stage, free_port
from inkstead.devstack.processes import Process, stop_all

UP_WITHIN = 120.0


@dataclass
class Reader:
    """One connection over TLS, kept open. The certificate is of Caddy's own authority."""

    port: int
    host: str
    _open: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str) -> tuple[int, str, bool]:
        """Status, text, and whether the proxy gave a file."""
        try:
            return self._ask(path)
        except (OSError, http.client.HTTPException):
            self._open = None  # it was closed meanwhile
            return self._ask(path)

    def _ask(self, path: str) -> tuple[int, str, bool]:
        if self._open is None:
            self._open = _connected(self.port, self.host)
        self._open.request("GET", path, headers={"Host": self.host})
        answer = self._open.getresponse()
        text = answer.read().decode()
        said = answer.headers.get("Cache-Status", "")
        return answer.status, text, said.startswith("inkstead-files")


def _connected(port: int, host: str) -> http.client.HTTPConnection:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    plain.connect()
    plain.sock = context.wrap_socket(plain.sock, server_hostname=host)
    return plain


@contextmanager
def proxied(stage: Stage) -> Iterator[int | None]:
    """The port of the proxy, while everything runs; None without Caddy."""
    if shutil.which("caddy") is None:
        sys.stderr.write("There is no Caddy on PATH: this was not measured.\n")
        yield None
        return
    folder = stage.folder / "proxied"
    folder.mkdir(exist_ok=True)
    more = {"PAGE_FILES_ROOT": str(folder / "pages"), "PAGE_CACHE_BYTES": "64000000"}
    web = free_port(stage.port + 10)
    https = free_port(web + 1)
    processes = []
    try:
        processes.append(stage.start("web server", web, "", **more))
        processes += [stage.start(part, 0, "", **more) for part in ("worker", "beat")]
        processes.append(_keeper(stage, folder, more))
        processes.append(_caddy(folder, web, https, more["PAGE_FILES_ROOT"]))
        _wait_for(https)
        yield https
    finally:
        stop_all(processes)


def _keeper(stage: Stage, folder: Path, more: dict[str, str]) -> Process:
    command = [sys.executable, str(ROOT / "manage.py"), "pagefiles"]
    keeper = Process("files", command, stage.environment | more, folder / "files.log")
    keeper.start()
    return keeper


def _caddy(folder: Path, web: int, https: int, pages: str) -> Process:
    command = [
        "caddy", "run", "--config", str(ROOT / "deploy/Caddyfile"), "--adapter", "caddyfile",
    ]  # fmt: skip
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PLATFORM_HOST": HOST,
        "ACME_EMAIL": f"nobody@{HOST}",
        "UPSTREAM": f"127.0.0.1:{web}",
        "HTTP_PORT": str(free_port(https + 1)),
        "HTTPS_PORT": str(https),
        "ASK_PORT": str(free_port(https + 20)),
        "CADDY_ADMIN": "off",
        "CADDY_OPTIONS": "local_certs\nskip_install_trust",
        "ACCESS_LOG": "discard",
        "PAGE_FILES_ROOT": pages,
    }
    caddy = Process("caddy", command, environment, folder / "caddy.log")
    caddy.start()
    return caddy


def _wait_for(port: int) -> None:
    end = time.monotonic() + UP_WITHIN
    while time.monotonic() < end:
        try:
            if Reader(port, HOST).get("/health/live")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError("The proxy does not answer.")
