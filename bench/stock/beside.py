"""Stock django-tenants beside Inkstead: the same Postgres server, a database of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

import psycopg

from bench.figures import ROOT
from bench.stage import HOST, Stage
from inkstead.devstack.processes import Process
from inkstead.devstack.where import Where, site_commands

DATABASE = "stock"


class Made(TypedDict):
    """A blog that django-tenants made."""

    host: str
    schema: str
    seconds: float  # what Client.save() took


@dataclass(frozen=True, slots=True)
class Stock:
    """Its database, and the environment that its processes run in."""

    stage: Stage
    environment: dict[str, str]

    @classmethod
    def beside(cls, stage: Stage, database: str = DATABASE, **more: str) -> Stock:
        """Make its database unless it is there, and bring the shared tables up.

        `more` goes into the environment, such as STOCK_LIMIT_SET_CALLS="1".
        """
        url = stage.environment["DATABASE_URL"]
        _create(url, database)
        own = {
            "DJANGO_SETTINGS_MODULE": "bench.stock.settings",
            "STOCK_DATABASE_URL": url.replace("/inkstead?", f"/{database}?"),
        }
        stock = cls(stage, stage.environment | own | more)
        stock.manage("migrate_schemas", "--shared", "--noinput", "--verbosity", "0")
        return stock

    @property
    def url(self) -> str:
        """How psycopg reaches its database."""
        return self.environment["STOCK_DATABASE_URL"]

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end; returns what it printed."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(
            command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def make(self, *hosts: str, posts: int = 0, now: datetime | None = None) -> list[Made]:
        """Blogs at `hosts` (whole names), each by Client.save(), with that many posts."""
        moment = ["--now", now.isoformat()] if now else []
        printed = self.manage("make_blogs", *hosts, "--posts", str(posts), *moment)
        return [json.loads(line) for line in printed.splitlines()]

    def forget(self, *hosts: str) -> None:
        """Drop the blogs at `hosts` again, schemas and all."""
        self.manage("drop_blogs", *hosts)

    def serve(self, port: int, host: str) -> Process:
        """A web server with Inkstead's own settings of granian; ready once `host`, a blog, answers.

        It ends with the stage, or before by `stop_all`.
        """
        where = Where(self.stage.folder / "data", HOST, "127.0.0.1", port)
        *granian, _inkstead = site_commands(where)["web server"]
        command = [*granian, "bench.stock.wsgi:application"]
        log = self.stage.folder / f"stock-{port}.log"
        process = Process("stock", command, self.environment, log)
        self.stage.processes.append(process)
        process.start()
        self.stage.wait_for_page(process, port, host)
        return process


def _create(url: str, database: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if there.fetchone() is None:
            connection.execute(f'CREATE DATABASE "{database}"')
