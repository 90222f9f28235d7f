"""Where one copy of the site answers, and the commands that make it up."""

import os
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from inkstead.devstack.errors import DevstackError
from inkstead.devstack.paths import REPO, data_dir, short_hash

Commands = dict[str, list[str]]

PREPARE: Commands = {
    "Migrations and demo content": [sys.executable, "-m", "inkstead.devstack.fill"],
}
ARCHIVES = REPO / ".data-blogs"  # an installation of its own for each archive that is run


@dataclass(frozen=True)
class Where:
    """The data folder and address of this copy, from the environment."""

    data: Path
    host: str
    bind: str
    port: int
    archive: Path | None = None  # a blog to boot in place of the demo

    @classmethod
    def from_environment(cls) -> "Where":
        text = os.environ.get("PORT") or "8000"
        if not text.isdecimal() or not 0 < int(text) < 65536:
            msg = f"PORT is a number from 1 to 65535, not {text!r}."
            raise DevstackError(msg)
        archive = _archive()
        host = os.environ.get("PLATFORM_HOST") or "inkstead.localhost"
        data = data_dir(_data_of(archive) if archive else None)
        return cls(data, host, os.environ.get("BIND") or "127.0.0.1", int(text), archive)

    def environment(self) -> dict[str, str]:
        """What the site's processes see of it, and of the person's own environment.

        Without DATABASE_URL, PG* variables point to some other server and are left out.
        """
        own = bool(os.environ.get("DATABASE_URL"))
        kept = {k: v for k, v in os.environ.items() if own or not k.startswith("PG")}
        return (
            {"DJANGO_SETTINGS_MODULE": "inkstead.settings.development", "DEBUG": "off"}
            | kept
            | ({"BLOG": str(self.archive)} if self.archive else {})
            | {
                "INKSTEAD_DATA": str(self.data),
                "PLATFORM_HOST": self.host,
                "PORT": str(self.port),
                "PYTHONPATH": os.pathsep.join((str(REPO / "platform"), str(REPO))),
                "PYTHONUNBUFFERED": "1",
            }
        )


def prepare_commands(where: Where) -> Commands:
    """What brings the database up to date, and fills an empty one."""
    name = "Migrations and the archive" if where.archive else "Migrations and demo content"
    return {name: next(iter(PREPARE.values()))}


def _archive() -> Path | None:
    """The file that BLOG names; DevstackError when it is none, before anything is started."""
    named = os.environ.get("BLOG")
    if not named:
        return None
    path = Path(named).expanduser().absolute()
    if not zipfile.is_zipfile(path):
        msg = f"BLOG={named} is no archive of a blog; `manage.py blog backup` writes one."
        raise DevstackError(msg)
    return path


def _data_of(archive: Path) -> Path | None:
    """The archive's own data folder, unless INKSTEAD_DATA names one."""
    if os.environ.get("INKSTEAD_DATA"):
        return None
    return ARCHIVES / f"{archive.name.partition('.')[0]}-{short_hash(archive)}"


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
