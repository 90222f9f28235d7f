"""Do one thing after another, each in a process of its own that may be held on the way.

`python -m tests.chaos.at_work FOLDER` reads a line of JSON for each: `do` (a function below),
`point` (a failpoint to be held at) and what the function takes. It answers `{"held": true}` when
the process stands still, goes on after another line, and answers with `value` or `error`. It forks,
since Django's start would be most of the time; no connection is open when it does.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()
NOT_LOOKED_AT = {"dead", "loose"}  # of no interest in a minute-old cluster


def main() -> None:
    """Until standard input ends."""
    django.setup()
    _stores()
    for line in sys.stdin:
        asked = json.loads(line)
        reader, writer = os.pipe()
        pid = os.fork()
        if not pid:
            _run(writer, **asked)
        os.close(writer)
        _say(**_watched(pid, reader))


def _watched(pid: int, reader: int) -> dict[str, Any]:
    while os.WIFSTOPPED(os.waitpid(pid, os.WUNTRACED)[1]):
        _say(held=True)
        sys.stdin.readline()
        os.kill(pid, signal.SIGCONT)
    with os.fdopen(reader) as answers:
        answer: dict[str, Any] = json.loads(answers.read() or '{"error": "it was killed"}')
    return answer


def _run(writer: int, do: str, point: str = "", **arguments: Any) -> None:
    os.environ["INKSTEAD_FAILPOINT"] = point
    try:
        answer = {"value": _VERBS[do](**arguments)}
    except BaseException as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    os.write(writer, json.dumps(answer, default=str).encode())
    os._exit(0)


def _say(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _stores() -> None:
    from inkstead.settings.base import backups

    place = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {
        **settings.STORAGES,
        "backups": backups(FOLDER / "backups"),
        "default": {**place, "OPTIONS": {"location": FOLDER / "media"}},
    }


# -- what can be asked for -----------------------------------------------------------------------
def prepare() -> None:
    """The public schema, the script, and a blog with something of everything and its archive."""
    from django.core.management import call_command

    from accounts.models import User
    from tests.archive.blogs import archive_of, fill, put_media

    call_command("migrate", verbosity=0)
    owner = User.objects.create_user("alice@post.example")
    _make("ferry")
    fill(_blog("ferry"), owner)
    put_media(_blog("ferry"), content=os.urandom(400_000))
    archive_of(_blog("ferry"), FOLDER)
    fill(_blog("ferry"), owner, posts=1)


def make(address: str) -> str:
    """Create a blog and give it its schema."""
    return _make(address)


def finish(address: str) -> str:
    """What the worker does when it comes by: go on where somebody else was interrupted."""
    from tenants.models import Domain
    from tenants.provisioning.provision import provision

    if not Domain.objects.filter(domain__startswith=f"{address}.").exists():
        return _make(address)
    return str(provision(_blog(address).pk))


def back_up() -> int:
    """Into the store; the number of rows."""
    from tenants.actions.back_up import back_up
    from tenants.archive.models import Kind

    return back_up(_blog("ferry"), kind=Kind.ASKED).rows


def restore() -> None:
    """Over the blog, from the archive of before."""
    from tenants.actions.restore_over import restore_over

    restore_over(_blog("ferry"), by=None, reason="because", archive_path=FOLDER / "a.zip")


def back_up_on_a_small_disk(size: int) -> dict[str, Any]:
    """As asked for on a page, where the store is a disk of `size` bytes that only we see."""
    from accounts.models import User
    from journal.work import run_platform_work
    from tenants.actions.ask_for import ask_for_backup
    from tenants.archive.models import Backup, Job

    _mount_small(FOLDER / "backups", size)
    before = Backup.objects.count()
    job = ask_for_backup(_blog("ferry"), by=User.objects.get(), reason="because")
    while run_platform_work():
        pass
    state, error = Job.objects.filter(pk=job.pk).values_list("state", "error").get()
    left = [path.name for path in (FOLDER / "backups").rglob("*")]
    return {"state": state, "error": error, "new": Backup.objects.count() - before, "left": left}


def back_up_in_small_files(size: int) -> dict[str, Any]:
    """As on the server's shell, where no file may become larger than `size` bytes."""
    import resource

    from django.core.management import CommandError, call_command

    sys.dont_write_bytecode = True  # a half one would stay, and be read by whoever comes next
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    target, said = FOLDER / "small" / "a.zip", ""
    target.parent.mkdir(exist_ok=True)
    try:
        call_command("blog", "backup", "ferry", "--to", str(target), verbosity=0)
    except CommandError as error:
        said = str(error)
    return {"error": said, "left": [path.name for path in target.parent.iterdir()]}


def put_back_on_a_small_disk(size: int) -> dict[str, Any]:
    """Over the blog whose pictures are lost, where the place of pictures is too small."""
    _mount_small(FOLDER / "media", size)
    try:
        restore()
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"error": ""}


def _mount_small(folder: Path, size: int) -> None:
    """A real disk of so many bytes, in a namespace of this process's own; it goes with it.

    To be called first: a process that has threads, as the pool of connections has, may not.
    """
    user, group = os.getuid(), os.getgid()
    folder.mkdir(exist_ok=True)
    os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNS)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    subprocess.run(mount, check=True, capture_output=True)


def migrate(package: str, back_to: str = "") -> str:
    """With a package of migrations in place of contact's own."""
    from io import StringIO

    from django.core.management import call_command

    _use(package)
    out = StringIO()
    call_command("migrate", *(("contact", back_to) if back_to else ()), stdout=out, stderr=out)
    return out.getvalue()


def contents() -> dict[str, str]:
    """A hash of every table of the blog."""
    from tests.archive.blogs import sums

    return sums(_blog("ferry"))


def archives() -> dict[str, Any]:
    """Which there are, every one of them read to its end."""
    from tenants.archive.models import Backup
    from tenants.archive.reader import Archive

    paths = sorted((FOLDER / "backups").rglob("*.zip"))
    for path in paths:
        with Archive.open(path) as archive:
            archive.verify()
    files = [path for path in (FOLDER / "backups").rglob("*") if path.is_file()]
    return {"rows": Backup.objects.count(), "whole": len(paths), "files": len(files)}


def versions() -> dict[str, int]:
    """How many schemas there are, at how many versions, and how many are not what is noted."""
    from tenants.fleet.census import drifted, fleet

    members = fleet()
    different = {member.version for member in members}
    return {"versions": len(different), "schemas": len(members), "untrue": len(drifted(members))}


def doctor(package: str = "") -> list[str]:
    """What is wrong."""
    from tenants.fleet.doctor import ground
    from tenants.fleet.doctor.examine import LOOKS, examine

    ground.MISSED_AFTER = timedelta(days=1)  # there is no worker, and many rounds take their time
    if package:
        _use(package)
    looks = tuple(look.name for look in LOOKS if look.name not in NOT_LOOKED_AT)
    findings = [told.finding for seen in examine(only=looks) for told in seen.told]
    return [f"{finding.where}: {finding.words}" for finding in findings]


def _use(package: str) -> None:
    from tenants.provisioning import template

    sys.path.insert(0, str(FOLDER))
    settings.MIGRATION_MODULES = {"contact": package}
    template._wanted_by_this_code.cache_clear()


def _make(address: str) -> str:
    from accounts.models import User
    from tenants.actions.create_tenant import create_tenant
    from tenants.provisioning.provision import provision

    owner = User.objects.get(email="alice@post.example")
    return str(provision(create_tenant(by=owner, name=address, address=address).pk))


def _blog(address: str) -> Any:
    from tenants.models import Tenant

    return Tenant.objects.get(domains__domain__startswith=f"{address}.")


_VERBS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        prepare, make, finish, back_up, restore, back_up_on_a_small_disk, back_up_in_small_files,
        put_back_on_a_small_disk, migrate, contents, archives, versions, doctor,
    )
}  # fmt: skip

if __name__ == "__main__":
    main()
