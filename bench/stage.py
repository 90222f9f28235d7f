"""The real thing on a data folder of its own: Postgres, Redis, web server, worker and beat.

Production's settings, durable writes, one web process with eight threads, as `make run` starts it.
What was started has ended when `built` is left, however it is left.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from urllib.parse import quote

from bench.browser import Browser
from bench.figures import ROOT
from bench.wire_proxy import WireProxy
from inkstead import devstack
from inkstead.devstack.ports import is_free
from inkstead.devstack.processes import Process, stop_all
from inkstead.devstack.where import Where, site_commands

HOST = "inkstead.localhost"
FIRST_PORT = int(os.environ.get("BENCH_PORT", "8700"))
START_WITHIN = 60.0


@dataclass
class Stage:
    """Running servers; `url` and `open` reach the web server that asks the database directly."""

    folder: Path
    environment: dict[str, str]
    port: int
    processes: list[Process] = field(default_factory=list)

    @classmethod
    @contextmanager
    def built(cls, kept: Path | None = None) -> Iterator[Stage]:
        """Build the stage; set this process's environment for Django.

        It lies in the folder `kept`, which stays with what is in it, or else in a temporary one.
        """
        folder = kept or Path(tempfile.mkdtemp(prefix="inkstead-bench-"))
        data = folder / "data"
        _forget_servers()
        signal.signal(signal.SIGTERM, _leave)
        stage = cls(folder, {}, free_port(FIRST_PORT))
        try:
            services = devstack.ensure(data)
            stage.environment = _environment(data) | services.environment()
            os.environ.update(stage.environment)
            stage.manage("migrate", "--no-input", "--verbosity", "0")
            if not stage._has_static_files():
                stage.manage("collectstatic", "--no-input", "--verbosity", "0")
            stage.start("web server", stage.port)
            yield stage
        finally:
            stop_all(stage.processes)
            devstack.stop(data)
            if kept is None:
                shutil.rmtree(folder)

    def _has_static_files(self) -> bool:
        """Whether a run before collected them, and none has changed since."""
        manifest = self.folder / "data" / "staticfiles" / "staticfiles.json"
        if not manifest.exists():
            return False
        last = max(path.stat().st_mtime for path in (ROOT / "static").rglob("*"))
        return manifest.stat().st_mtime > last

    def manage(self, *arguments: str) -> None:
        """Run a management command to its end."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        subprocess.run(command, env=self.environment, check=True, stdout=sys.stderr)

    def start(self, name: str, port: int = 0, database_url: str = "", **more: str) -> Process:
        """Start one of the site's processes: "web server", "worker" or "beat"."""
        where = Where(self.folder / "data", HOST, "127.0.0.1", port or self.port)
        environment = self.environment | where.environment() | more
        if database_url:
            environment["DATABASE_URL"] = database_url
        process = Process(
            name, site_commands(where)[name], environment, self.folder / f"{name}-{port}.log"
        )
        self.processes.append(process)
        process.start()
        if port:
            self.wait_for_page(process, port)
        return process

    def open(self) -> Browser:
        """A browser of somebody who was never here."""
        return Browser(self.port)

    @contextmanager
    def watched(self, *, keeps_pages: bool = False) -> Iterator[tuple[Browser, WireProxy]]:
        """Another web server whose way to Postgres is counted, and a browser on it.

        Pages are rendered anew for each reader, unless the server is to keep them.
        """
        sockets = self.folder / "s"
        sockets.mkdir(exist_ok=True)
        port = free_port(self.port + 1)
        url = f"postgres://inkstead@/inkstead?host={quote(str(sockets), safe='')}"
        with WireProxy(sockets / ".s.PGSQL.5432", self._socket()).running() as proxy:
            more = {"PAGE_CACHE_BYTES": "64000000"} if keeps_pages else {}
            server = self.start("web server", port, url, **more)
            with Browser(port) as browser:
                yield browser, proxy
            stop_all([server])

    @contextmanager
    def aside(self, **environment: str) -> Iterator[int]:
        """The port of another web server, with some of its environment otherwise."""
        port = free_port(self.port + 1)
        server = self.start("web server", port, **environment)
        yield port
        stop_all([server])

    def _socket(self) -> str:
        from django.db import connection  # settings are known once the environment is set

        return f"{connection.get_connection_params()['host']}/.s.PGSQL.5432"

    def wait_for_page(self, server: Process, port: int, host: str = HOST) -> None:
        """Until the front page of `host` is there; RuntimeError with the log's end if it fails."""
        end, said = time.monotonic() + START_WITHIN, "nothing"
        while server.code() is None and time.monotonic() < end:
            try:
                with Browser(port) as browser:
                    answer = browser.get(url_of(host))
                if answer.status == 200:
                    return
                said = f"{answer.status}"
            except OSError:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"The web server says {said}:\n{server.last_lines(40)}")


def url_of(host: str, path: str = "/") -> str:
    """An absolute address; the browser goes to 127.0.0.1 whatever the host is."""
    return f"https://{host}{path}"


def _environment(data: Path) -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    ours.pop("PYTHONDONTWRITEBYTECODE", None)  # a server has its bytecode
    return ours | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "EMAIL_URL": "smtp://nobody@127.0.0.1:1",  # bench.settings sends none
        "INKSTEAD_DATA": str(data),
        "SIGNUP_MIN_SECONDS": "0",  # who signs up here types nothing
        "PAGE_CACHE_BYTES": "0",  # what is measured is how a page is made
        "MEDIA_ROOT": str(data / "media"),
        "PLATFORM_HOST": HOST,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
        "SECRET_KEY": secrets.token_hex(32),
        "TRUSTED_PROXY_COUNT": "1",
    }


def _forget_servers() -> None:
    """The figures are of servers started here, whatever the environment names."""
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "BLOGS_DOMAIN"):
        os.environ.pop(name, None)


def free_port(first: int) -> int:
    """The first port from `first` on where nobody listens."""
    return next(port for port in range(first, first + 200) if is_free("127.0.0.1", port))


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)
