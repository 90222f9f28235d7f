"""`make run`, as a newcomer gets it: all servers, on a folder and a port of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from tests.support.dns_server import Zone, dns_server

ROOT = Path(__file__).resolve().parents[2]
NOT_INHERITED = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Site:
    """A running installation: its port, its data, and how to ask it without a browser."""

    port: int
    data: Path
    zone: Zone = field(default_factory=Zone)  # what its resolver knows

    @property
    def platform(self) -> str:
        """The platform's origin."""
        return f"http://inkstead.localhost:{self.port}"

    def blog(self, address: str, path: str = "/") -> str:
        """An absolute address on a blog's host."""
        return f"http://{address}.inkstead.localhost:{self.port}{path}"

    def tell_database(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Say something to its Postgres; the rows that come back."""
        place = json.loads((self.data / "run" / "postgres.json").read_text())
        url = f"postgres://inkstead@/inkstead?host={quote(place['sockets'], safe='/')}"
        with psycopg.connect(url) as connection:
            said = connection.execute(query.encode(), values)
            return said.fetchall() if said.description else []

    def logs(self) -> list[Path]:
        """What its run and its servers write."""
        return [log_of(self.data), *sorted((self.data / "logs").glob("*.log"))]

    def demo(self) -> dict[str, Any]:
        """The demo blogs and accounts."""
        facts: dict[str, Any] = json.loads((self.data / "demo.json").read_text())
        return facts


def log_of(data: Path) -> Path:
    """Beside the folder, which is not there yet when it begins."""
    return data.parent / f"{data.name}.log"


@contextmanager
def running_site(data: Path) -> Iterator[Site]:
    """Start everything, wait for the first page, stop everything."""
    with dns_server() as zone:
        zone.set("inkstead.localhost", A="127.0.0.1")
        yield from _running(Site(_free_port(), data, zone))


def _running(site: Site) -> Iterator[Site]:
    data = site.data
    environment = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
    environment |= {"PORT": str(site.port), "INKSTEAD_DATA": str(data), "PYTHONPATH": "platform:."}
    environment["SIGNUP_MIN_SECONDS"] = "0"  # Chromium types faster than people do
    environment["MEDIA_QUIET_HOURS"] = "never"  # AVIF takes its time; what is about it is elsewhere
    environment["DNS_SERVERS"] = site.zone.address
    log = log_of(data).open("w+")
    server = subprocess.Popen(
        [sys.executable, "-m", "inkstead.devstack", "run"],
        cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_until_ready(site, server, Path(log.name))
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        log.close()


def _wait_until_ready(site: Site, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 150
    while "sign" not in log.read_text().lower() or not _answers(site):
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)


def _answers(site: Site) -> bool:
    request = urllib.request.Request(
        f"http://127.0.0.1:{site.port}/health/", headers={"Host": "inkstead.localhost"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
