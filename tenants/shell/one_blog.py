"""What `manage.py blog` does. Each verb gives a sentence and the facts behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management import CommandError
from django.template.defaultfilters import filesizeformat

from accounts.models import User
from tenants.actions.clone_tenant import clone_tenant
from tenants.actions.purge_tenant import purge_tenant
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.restore_as import restore_as
from tenants.actions.restore_over import restore_over
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.take_back import take_back
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.backup import write_archive
from tenants.archive.manifest import Manifest
from tenants.archive.models import Backup
from tenants.archive.progress import Progress, Step
from tenants.archive.reader import Archive
from tenants.archive.store import SUFFIX
from tenants.export.site import FolderRefused, export_site
from tenants.models import Domain, State, Tenant
from tenants.shell.domains import domains
from tenants.shell.facts import facts_of
from tenants.shell.find import find

type Options = dict[str, Any]
type Answer = tuple[str, dict[str, Any]]


def backup(options: Options, progress: Progress) -> Answer:
    tenant = find(options["address"])
    target = Path(options["to"] or _file_name(tenant))
    manifest = write_archive(tenant, target, progress=progress)
    return f"{tenant}: {_extent(manifest, target)} in {target}", _file(manifest, target)


def verify(options: Options, progress: Progress) -> Answer:
    path = Path(options["archive"])
    with Archive.open(path) as archive:
        manifest = archive.verify(progress)
        whose = "made here" if archive.is_ours else "not made here, or changed since"
    facts = _file(manifest, path) | {"ours": archive.is_ours}
    made = f"{manifest.made_at:%Y-%m-%d %H:%M} UTC"
    return f"{manifest.blog_name}, {made}: {_extent(manifest, path)}; whole, {whose}.", facts


def restore(options: Options, progress: Progress) -> Answer:
    path, reason = Path(options["archive"]), options["reason"]
    if options["over"]:
        if options["owner"] or options["name"]:
            raise CommandError("--owner and --name go with --as.", returncode=2)
        beyond: list[str] = []
        tenant = restore_over(
            find(options["over"]),
            by=None,
            reason=reason,
            archive_path=path,
            progress=progress,
            inside=beyond.extend,
        )
        words = f"{tenant} is back as it was. Undo: manage.py blog take-back"
        return words + _more_than_planned(beyond), _facts(tenant) | {"beyond_plan": beyond}
    done = restore_as(
        options["new_address"],
        by=None,
        reason=reason,
        archive_path=path,
        name=options["name"],
        owner=_account(options["owner"]),
        progress=progress,
    )
    words = f"{done.tenant} is at {_host(done.tenant)}."
    if done.left_out:
        words += f" Not on its team, since nobody here has the e-mail: {', '.join(done.left_out)}"
    words += _more_than_planned(done.beyond)
    facts = {"left_out": done.left_out, "beyond_plan": done.beyond}
    return words, _facts(done.tenant) | facts


def take_it_back(options: Options, progress: Progress) -> Answer:
    tenant = take_back(find(options["address"]), by=None, reason=options["reason"])
    return f"{tenant} is as it was before the restore.", _facts(tenant)


def clone(options: Options, progress: Progress) -> Answer:
    tenant = clone_tenant(
        find(options["address"]),
        by=None,
        reason=options["reason"],
        address=options["new_address"],
        name=options["name"],
        owner=_account(options["owner"]),
        progress=progress,
    )
    return f"{tenant} is at {_host(tenant)} too.", _facts(tenant)


def rename(options: Options, progress: Progress) -> Answer:
    tenant = rename_tenant(
        find(options["address"]),
        by=None,
        reason=options["reason"],
        name=options["name"],
        address=options["new_address"],
    )
    return f"{tenant} is at {_host(tenant)}.", _facts(tenant)


def delete(options: Options, progress: Progress) -> Answer:
    tenant = trash_tenant(find(options["address"]), by=None, reason=options["reason"])
    return f"{tenant} is in the trash. Undo: manage.py blog undelete", _facts(tenant)


def undelete(options: Options, progress: Progress) -> Answer:
    tenant = restore_tenant(find(options["address"]), by=None, reason=options["reason"])
    return f"{tenant} is back.", _facts(tenant)


def purge(options: Options, progress: Progress) -> Answer:
    tenant = find(options["address"])
    proof = purge_tenant(tenant, by=None, reason=options["reason"], address=options["sure"])
    width = max(map(len, [*proof.left, *proof.stays]))
    lines = [f"  {name:<{width}}  {count}" for name, count in proof.left.items()]
    stays = [f"  {name:<{width}}  {count}" for name, count in proof.stays.items()]
    if not proof.holds:
        raise CommandError("\n".join(["Something is left; due work will try again.", *lines]))
    words = [f"{tenant} is gone for good. Left of it:", *lines, "Stays on purpose:", *stays]
    return "\n".join(words), {"blog": str(tenant.pk), **proof.as_json()}


def export(options: Options, progress: Progress) -> Answer:
    tenant, folder = find(options["address"]), Path(options["static"])
    if tenant.state != State.READY:
        raise CommandError(f"{tenant} is not open to readers, so there are no pages to write.")
    base = options["base"]
    if base and not _is_origin(base):
        raise CommandError("--base is an origin, such as https://example.org.", returncode=2)
    try:
        done = export_site(tenant, folder, base=base, count=partial(progress, Step.FILES))
    except FolderRefused as error:
        raise CommandError(str(error)) from None
    words = [f"{tenant}: {done.files} files, {filesizeformat(done.bytes)}, in {folder}"]
    words += [
        f"  {page} links to {link}, which is not there" for link, page in done.nowhere.items()
    ]
    facts = {"files": done.files, "bytes": done.bytes, "nowhere": done.nowhere}
    return "\n".join(words), facts


def backups(options: Options, progress: Progress) -> Answer:
    tenant = find(options["address"])
    rows = list(Backup.objects.filter(tenant=tenant).order_by("-made_at"))
    lines = [
        f"{row.made_at:%Y-%m-%d %H:%M}  {row.kind:<8}  {filesizeformat(row.size):>10}  {row.path}"
        for row in rows
    ]
    found = [
        {"made_at": row.made_at.isoformat(), "kind": row.kind, "size": row.size, "path": row.path}
        for row in rows
    ]
    return "\n".join(lines) or f"No backups of {tenant} are kept.", {"backups": found}


VERBS: dict[str, Callable[[Options, Progress], Answer]] = {
    "backup": backup,
    "verify": verify,
    "restore": restore,
    "take-back": take_it_back,
    "clone": clone,
    "rename": rename,
    "delete": delete,
    "undelete": undelete,
    "purge": purge,
    "backups": backups,
    "export": export,
    "domains": domains,
}


def _more_than_planned(beyond: list[str]) -> str:
    """What the plan of the blog does not allow; all of it is there all the same."""
    numbers = "; ".join(beyond).replace("\xa0", " ")
    return f" More than its plan allows: {numbers}." if beyond else ""


def _facts(tenant: Tenant) -> dict[str, Any]:
    return facts_of(Tenant.objects.for_admins().get(pk=tenant.pk))


def _host(tenant: Tenant) -> str:
    return str(Domain.objects.get(tenant=tenant, is_primary=True).domain)


def _is_origin(base: str) -> bool:
    try:
        parts = urlsplit(base)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is none, half a bracket
        return False
    return bool(known) and base.rstrip("/") == f"{parts.scheme}://{parts.netloc}"


def _file_name(tenant: Tenant) -> str:
    label = _host(tenant).partition(".")[0]
    return f"{label}-{datetime.now(UTC):%Y%m%d-%H%M%S}{SUFFIX}"


def _account(email: str | None) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise CommandError(f"Nobody has an open account with the e-mail {email!r}.")
    return user


def _extent(manifest: Manifest, path: Path) -> str:
    size = filesizeformat(path.stat().st_size).replace("\xa0", " ")
    return f"{manifest.rows:,} rows, {len(manifest.media):,} files, {size}"


def _file(manifest: Manifest, path: Path) -> dict[str, Any]:
    return {
        "file": str(path),
        "blog": str(manifest.blog_id),
        "name": manifest.blog_name,
        "made_at": manifest.made_at.isoformat(),
        "bytes": path.stat().st_size,
        "rows": manifest.rows,
        "tables": {name: table.rows for name, table in manifest.tables.items()},
        "files": len(manifest.media),
    }
