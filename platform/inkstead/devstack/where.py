"""Where one copy of the site answers, and the commands that make it up."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from inkstead.devstack.errors import DevstackError
from inkstead.devstack.paths import REPO, data_dir

Commands = dict[str, list[str]]

PREPARE: Commands = {
    "Migrations and demo content": [sys.executable, "-m", "inkstead.devstack.fill"],
}


@dataclass(frozen=True)
class Where:
    """The data folder and address of this copy, from the environment."""

    data: Path
    host: str
    bind: str
    port: int

    @classmethod
    def from_environment(cls) -> "Where":
        text = os.environ.get("PORT") or "8000"
        if not text.isdecimal() or not 0 < int(text) < 65536:
            msg = f"PORT is a number from 1 to 65535, not {text!r}."
            raise DevstackError(msg)
        host = os.environ.get("PLATFORM_HOST") or "inkstead.localhost"
        return cls(data_dir(), host, os.environ.get("BIND") or "127.0.0.1", int(text))

    def environment(self) -> dict[str, str]:
        """What the site's processes see of it, and of the person's own environment.

        Without DATABASE_URL, PG* variables point to some other server and are left out.
        """
        own = bool(os.environ.get("DATABASE_URL"))
        kept = {k: v for k, v in os.environ.items() if own or not k.startswith("PG")}
        return (
            {"DJANGO_SETTINGS_MODULE": "inkstead.settings.development", "DEBUG": "off"}
            | kept
            | {
                "INKSTEAD_DATA": str(self.data),
                "PLATFORM_HOST": self.host,
                "PORT": str(self.port),
                "PYTHONPATH": os.pathsep.join((str(REPO / "platform"), str(REPO))),
                "PYTHONUNBUFFERED": "1",
            }
        )


def site_commands(where: Where) -> Commands:
    """The site's processes; the first is the one that answers."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "inkstead"]
    return {
        "web server": [
            *(*python, "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", where.bind, "--port", str(where.port)),
            *("--workers", "1", "--blocking-threads", "8", "--workers-kill-timeout", "5"),
            *("--log-level", "warning", "inkstead.wsgi:application"),
        ],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "warning"],
        "beat": [
            *(*celery, "beat", "--loglevel", "warning", "--pidfile", ""),
            *("--schedule", str(where.data / "celerybeat-schedule")),
        ],
    }
