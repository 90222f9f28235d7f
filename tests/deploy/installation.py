"""All of an installation on this machine, started by `deploy/start` as compose and systemd do."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.browser.site import Site
from tests.deploy.servers import Broker, Database, MailServer, own_port
from tests.support.dns_server import Zone, dns_server
from tests.support.nursery import Done, Nursery
from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = "inkstead.test"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SECRET = "dTqP3Zk9bLrX7wVn2MhY5cGfJ8sA4eRuK6tNxQ1oWpBvHyDzCi"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    raw: bytes
    cookies: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        return self.raw.decode(errors="replace")


@dataclass(frozen=True)
class Public(Site):
    """The installation as browsers know it: by its names, over TLS."""

    @property
    def platform(self) -> str:
        return f"https://{PLATFORM}"

    def blog(self, address: str, path: str = "/") -> str:
        return f"https://{address}.{PLATFORM}{path}"


@dataclass
class Installation:
    """Servers, and the parts that run on them."""

    folder: Path
    database: Database
    broker: Broker
    mail: MailServer
    zone: Zone
    web_port: int = field(default_factory=own_port)
    http_port: int = field(default_factory=own_port)
    https_port: int = field(default_factory=own_port)
    ask_port: int = field(default_factory=own_port)
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    nursery: Nursery | None = None

    @property
    def public(self) -> Public:
        return Public(self.https_port, self.folder)

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    @property
    def access_log(self) -> Path:
        return self.folder / "access.log"

    def environment(self) -> dict[str, str]:
        """What an environment file would hold, and nothing of the test run's own."""
        return {
            "PATH": f"{self.database.programs}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "PYTHON": sys.executable,
            "SECRET_KEY": SECRET,
            "PLATFORM_HOST": PLATFORM,
            "DATABASE_URL": self.database.url(),
            "REDIS_URL": self.broker.url,
            "EMAIL_URL": self.mail.url,
            "MEDIA_ROOT": str(self.media),
            "STATIC_ROOT": str(self.folder / "static"),
            "TRUSTED_PROXY_COUNT": "1",
            "PAGE_FILES_ROOT": str(self.pages),
            "DNS_SERVERS": self.zone.address,
            "EDGE_ADDRESS": f"127.0.0.1:{self.https_port}",
            "SSL_CERT_FILE": str(self.authority()),  # whom the worker trusts, besides nobody
            "SIGNUP_MIN_SECONDS": "0",  # Chromium types faster than people do
            "PORT": str(self.web_port),
            "WEB_WORKERS": "1",
        }

    def start(self, part: str) -> None:
        """`deploy/start PART`, its output in a log."""
        with (self.folder / f"{part}.log").open("ab") as log:
            self.parts[part] = subprocess.Popen(
                [ROOT / "deploy/start", part], env=self.environment(), stdout=log, stderr=log,
                cwd="/", start_new_session=True,
            )  # fmt: skip

    def bring_back(self, part: str) -> None:
        """Start it again where it gives up within ten seconds, as systemd and compose do.

        Celery's worker may: Redis gone between a task's end and its acknowledgment is
        `Unrecoverable` to it.
        """
        with suppress(subprocess.TimeoutExpired):
            self.parts[part].wait(10)
            self.start(part)

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """`deploy/start ARGUMENTS` to its end."""
        return subprocess.run(
            [ROOT / "deploy/start", *arguments],
            env=self.environment(), cwd="/", input=given, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    def manage(self, *arguments: str, given: str = "") -> Done:
        """`manage ARGUMENTS` to its end, where how it is started is not what is tried."""
        if self.nursery is None:
            roots = f"{ROOT}{os.pathsep}{ROOT / 'platform'}"
            more = {"DJANGO_SETTINGS_MODULE": "inkstead.settings.production", "PYTHONPATH": roots}
            self.nursery = Nursery(self.environment() | more)
        return self.nursery.run("manage", *arguments, given=given)

    def prepare(self) -> None:
        """What is done once before a start: static files, and meanwhile migrations."""
        with ThreadPoolExecutor() as pool:
            commands = (("manage", "collectstatic", "--no-input"), ("migrate",))
            for done in pool.map(lambda command: self.run(*command), commands):
                assert done.returncode == 0, done.stdout + done.stderr
        # Pages of a blog that nobody trusts yet do not go out as files, nor into discover.
        done = self.manage("signups", "open", "--trust", "yes")
        assert done.returncode == 0, done.stdout + done.stderr

    def stop(self, part: str) -> int:
        """SIGTERM, and wait; returns the exit code."""
        process = self.parts.pop(part)
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(45)
        except subprocess.TimeoutExpired as error:
            process.send_signal(signal.SIGUSR1)  # Celery tells what each of its threads does
            with suppress(subprocess.TimeoutExpired):
                process.wait(3)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            error.add_note((self.folder / f"{part}.log").read_text(errors="replace")[-9_000:])
            raise

    def start_proxy(self, rules: Path = ROOT / "deploy/Caddyfile") -> None:
        """Caddy with the Caddyfile as it is; its own authority in place of a public one."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "caddy"),
            "XDG_CONFIG_HOME": str(self.folder / "caddy"),
            "PLATFORM_HOST": PLATFORM,
            "ACME_EMAIL": "nobody@inkstead.test",
            "UPSTREAM": f"127.0.0.1:{self.web_port}",
            "HTTP_PORT": str(self.http_port),
            "HTTPS_PORT": str(self.https_port),
            "ASK_PORT": str(self.ask_port),
            "PAGE_FILES_ROOT": str(self.pages),
            "CADDY_ADMIN": "off",
            "CADDY_OPTIONS": "local_certs\nskip_install_trust",
            "ACCESS_LOG": f"file {self.access_log}",
        }
        with (self.folder / "caddy.log").open("ab") as log:
            self.parts["caddy"] = subprocess.Popen(
                ["caddy", "run", "--config", rules, "--adapter", "caddyfile"],
                env=environment, stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
            )  # fmt: skip

    def authority(self, name: str = "root") -> Path:
        """The certificate of Caddy's own authority: root, or intermediate."""
        return self.folder / f"caddy/caddy/pki/authorities/local/{name}.crt"

    def ask(
        self,
        host: str = PLATFORM,
        path: str = "/",
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: str = "",
        name: str | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        """One request over TLS through the proxy, no redirect followed.

        `name` is what the TLS handshake asks for (default: `host`), `source` the visitor's address.
        """
        context = ssl.create_default_context(cafile=str(self.authority()))
        there = ("127.0.0.1", self.https_port)
        raw = socket.create_connection(there, 30, source_address=(source, 0))
        with raw, context.wrap_socket(raw, server_hostname=name or host) as tls:
            return _exchange(tls, host, path, method, headers or {}, body)

    def ask_plain(
        self,
        port: int,
        path: str,
        headers: Mapping[str, str] | None = None,
        host: str = PLATFORM,
        method: str = "GET",
        body: str = "",
    ) -> Answer:
        """One request without TLS, to any of the ports."""
        with socket.create_connection(("127.0.0.1", port), 30) as raw:
            return _exchange(raw, host, path, method, headers or {}, body)

    def is_ready(self) -> bool:
        """Whether the web server says so, asked straight."""
        try:
            return self.ask_plain(self.web_port, "/health/ready", host="127.0.0.1").status == 200
        except OSError:
            return False

    def proxy_answers(self) -> bool:
        """Whether the proxy has its certificate and passes a request on."""
        try:
            return self.ask(path="/health/live").status == 200
        except OSError:
            return False


def _exchange(
    connected: socket.socket, host: str, path: str, method: str, headers: Mapping[str, str],
    body: str,
) -> Answer:  # fmt: skip
    connection = http.client.HTTPConnection(host)
    connection.sock = connected
    connection.request(method, path, body or None, {**headers, "Connection": "close"})
    response = connection.getresponse()
    raw = response.read()
    cookies = tuple(response.headers.get_all("Set-Cookie") or ())
    return Answer(response.status, response.headers, raw, cookies)


def sign_in(ask: Callable[..., Answer], email: str, password: str, **headers: str) -> Answer:
    """Fill in the sign-in form as a browser does; `ask` is `Installation.ask` or its like."""
    path = "/accounts/login/"
    form = ask(path=path, headers=headers)
    token = TOKEN.search(form.body)
    assert token, form.body[:500]
    sent = {
        "Origin": f"https://{PLATFORM}",
        "Sec-Fetch-Site": "same-origin",
        "Cookie": "; ".join(cookie.partition(";")[0] for cookie in form.cookies),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    fields = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
    return ask(path=path, method="POST", headers=headers | sent, body=urlencode(fields))


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """An installation, migrated, all its parts running behind the proxy; at the end, nothing."""
    with dns_server() as zone:
        zone.set(PLATFORM, A="127.0.0.1")
        yield from _installed(folder, zone)


def _installed(folder: Path, zone: Zone) -> Iterator[Installation]:
    installation = Installation(
        folder, Database(folder / "pg"), Broker(folder), MailServer(), zone
    )  # fmt: skip
    installation.media.mkdir()
    try:
        installation.database.start()
        installation.broker.start()
        installation.mail.controller.start()
        installation.prepare()
        for part in ("web", "worker", "beat", "files"):
            installation.start(part)
        installation.start_proxy()
        until(installation.is_ready, or_see=folder / "web.log")
        until(installation.proxy_answers, or_see=folder / "caddy.log")
        yield installation
    finally:
        for part in list(installation.parts):
            # Who does not stop is killed, as systemd does: a worker that took the place of killed
            # ones may wait for its children for a minute.
            try:
                installation.stop(part)
            except subprocess.TimeoutExpired as error:
                with warnings.catch_warnings():
                    warnings.simplefilter("always")  # told at the end of the run, by name
                    warnings.warn(f"{part} had to be killed: {error.__notes__}", stacklevel=1)
        if installation.nursery is not None:
            installation.nursery.close()
        installation.mail.controller.stop()
        installation.broker.stop()
        installation.database.close()
