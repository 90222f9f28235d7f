"""A Postgres, a Redis and a mail server for one installation, each to be stopped and started."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from aiosmtpd.controller import Controller

from inkstead.devstack.kept import Kept
from inkstead.devstack.paths import prepare_data_dir
from inkstead.devstack.postgres import Postgres
from inkstead.devstack.redis import find_program
from tests.support.waiting import until


def own_port() -> int:
    """A free port below those that the kernel gives to outgoing connections: nobody takes it."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as trial, contextlib.suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port


class Database:
    """A Postgres cluster of its own, from devstack's programs."""

    def __init__(self, data: Path) -> None:
        prepare_data_dir(data)
        self.server = Postgres(data, fsync=False)
        self.kept = Kept("postgres", data)

    def start(self) -> None:
        self.kept.ensure(self.server)

    def stop(self) -> None:
        """As `systemctl stop`: a fast shutdown that ends every connection."""
        self._postmaster_ends(signal.SIGINT)

    def close(self) -> None:
        self.kept.let_go()

    @property
    def programs(self) -> str:
        return self.server.place.programs

    def url(self, *, user: str = "inkstead", name: str = "inkstead") -> str:
        return f"postgres://{user}@/{name}?host={quote(self.server.place.sockets, safe='/')}"

    def ask(self, query: str) -> Any:
        """The first value of the first row."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None

    def _postmaster_ends(self, number: signal.Signals) -> None:
        pid = Path(self.server.place.cluster, "postmaster.pid").read_text().split()[0]
        os.kill(int(pid), number)
        until(lambda: not self.kept.is_running())


@dataclass
class Broker:
    """A Redis on a port of the loopback."""

    folder: Path
    port: int = field(default_factory=own_port)
    process: subprocess.Popen[bytes] | None = None
    options: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        options += self.options
        self.process = subprocess.Popen(
            [find_program().path, *options, "--dir", self.folder],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None


class MailServer:
    """Takes every letter and keeps it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=own_port())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # aiosmtpd's
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    def letters_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if address in str(letter["To"])]
