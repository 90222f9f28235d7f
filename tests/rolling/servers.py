"""Web servers and workers of two checkouts on one database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.rolling.person import HOST

START_WITHIN = 240.0  # a machine may be busy


@dataclass
class Code:
    """One checkout: its files, and its web server."""

    name: str
    tree: Path
    data: Path  # the same for both: the secret key and the pictures lie there
    database_url: str
    public_port: int
    port: int = field(init=False)
    server: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self) -> None:
        """Start the web server; `wait` tells when it answers."""
        words = ["granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
        words += ["--port", str(self.port), "--workers", "1", "--blocking-threads", "4"]
        words += ["--log-level", "warning", "inkstead.wsgi:application"]
        with self.log_file.open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=self.tree, env=self.environment(), stdout=log, stderr=log,
            )  # fmt: skip

    def wait(self) -> None:
        """Until the first page answers."""
        end = time.monotonic() + START_WITHIN
        while not self._answers():
            assert self.server and self.server.poll() is None, self.log()
            assert time.monotonic() < end, self.log()
            time.sleep(0.1)

    def stop(self) -> None:
        """SIGTERM, and wait."""
        if self.server:
            self.server.terminate()
            self.server.wait(30)

    def run(self, program: str, *words: str) -> None:
        """Run a module or `-c` program of this checkout to its end."""
        command = [sys.executable, program, *words]
        done = subprocess.run(
            command, cwd=self.tree, env=self.environment(), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def work(self) -> None:
        """What its worker does at a tick: all that is due."""
        self.run("-c", "import django; django.setup(); from tenants.tasks import tick; tick()")

    @property
    def log_file(self) -> Path:
        return self.data / f"web-{self.name}.log"

    def log(self) -> str:
        return self.log_file.read_text()

    def environment(self) -> dict[str, str]:
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith(("INKSTEAD_", "PYTEST"))},
            "DJANGO_SETTINGS_MODULE": "inkstead.settings.development",
            "DEBUG": "off",
            "SIGNUP_MIN_SECONDS": "0",
            "DATABASE_URL": self.database_url,
            "INKSTEAD_DATA": str(self.data),
            "PLATFORM_HOST": HOST,
            "PORT": str(self.public_port),
            "PYTHONPATH": f"{self.tree / 'platform'}:{self.tree}",
        }

    def _answers(self) -> bool:
        url = f"http://127.0.0.1:{self.port}/health/live"
        try:
            with urllib.request.urlopen(url, timeout=30) as response:
                return bool(response.status == 200)
        except OSError:
            return False
