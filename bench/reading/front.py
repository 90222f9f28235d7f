"""Caddy in front of a server, with the Caddyfile as it is deployed and an authority of its own."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.figures import ROOT
from bench.load import Missing, need
from bench.stage import HOST, free_port

START_WITHIN = 60.0
DEPLOYED = ROOT / "deploy/Caddyfile"


@dataclass(frozen=True, slots=True)
class Front:
    """A running Caddy: where every blog answers by TLS, its process, the web server behind it."""

    port: int
    pid: int
    upstream: int


@contextmanager
def front(folder: Path, upstream: int, rules: Path = DEPLOYED, **more: str) -> Iterator[Front]:
    """Caddy as it is deployed, in front of the server on `upstream`; or by other `rules`."""
    folder.mkdir(exist_ok=True)
    port = free_port(upstream + 10)
    plain = free_port(port + 1)
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))
    environment = {
        "PATH": os.environ["PATH"],
        "PLATFORM_HOST": HOST,
        "ACME_EMAIL": "nobody@bench.example",
        "UPSTREAM": f"127.0.0.1:{upstream}",
        "HTTP_PORT": str(plain),
        "HTTPS_PORT": str(port),
        "ASK_PORT": str(free_port(plain + 1)),
        "CADDY_ADMIN": "off",
        "CADDY_OPTIONS": "local_certs\nskip_install_trust",
        "ACCESS_LOG": "discard",
        **homes,
        **more,
    }
    command = [need("caddy"), "run", "--config", str(rules), "--adapter", "caddyfile"]
    with (folder / "caddy.log").open("wb") as log:
        running = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait(port)
        yield Front(port, running.pid, upstream)
    finally:
        running.terminate()
        running.wait()


def chromium() -> str:
    """Where Chromium is; raises Missing."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        try:
            return need(name)
        except Missing:
            continue
    raise Missing("There is no Chromium on this machine: apt install chromium.")


def arguments(port: int) -> list[str]:
    """What lets Chromium find every blog behind the front."""
    return [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--ignore-certificate-errors",
        f"--host-resolver-rules=MAP * 127.0.0.1:{port}",
    ]


def _wait(port: int) -> None:
    """Until it has its certificate for the host that the handshake names."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as raw:
                context.wrap_socket(raw, server_hostname=HOST).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("Caddy does not answer.")
