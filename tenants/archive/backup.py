"""Write one blog into an archive, as it is at one moment, while people go on writing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from kit.failpoints import failpoint
from tenants.archive import media, people
from tenants.archive.catalog import Shape, applied_migrations, last_of, shapes
from tenants.archive.copying import RowCount, copy_out, speak_plainly
from tenants.archive.guard import one_at_a_time
from tenants.archive.manifest import MEDIA, Manifest, Table, data_name
from tenants.archive.progress import Progress, Step, nobody_looks
from tenants.archive.room import room_is_wanted
from tenants.archive.writer import Writer, written_aside
from tenants.db.scope import tenant_transaction
from tenants.domains.models import DomainClaim
from tenants.models import Tenant


def write_archive(tenant: Tenant, target: Path, *, progress: Progress = nobody_looks) -> Manifest:
    """Write the blog to `target`, which is there whole at the end or not at all.

    Everything but the files is read in one snapshot. Memory does not grow with the blog. Raises
    Busy, NoRoom, BadArchive for a file that cannot travel, and OSError.
    """
    with room_is_wanted(), written_aside(target) as writer:
        with transaction.atomic(durable=True):
            _one_snapshot()
            one_at_a_time(tenant.pk)
            now = Tenant.objects.get(pk=tenant.pk)
            writer.note("tenant.json", _facts(now))
            writer.note("domains.json", _addresses(now))
            writer.note("memberships.json", people.note_of(now))
            with tenant_transaction(now):
                manifest = _rows(now, writer, progress)
        failpoint("backup.after_rows")
        _files(now, writer, progress)
        return writer.close(manifest)


def _one_snapshot() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _facts(tenant: Tenant) -> dict[str, Any]:
    return {
        "id": str(tenant.id),
        "name": tenant.name,
        "state": tenant.state,
        "listed": tenant.listed,
        "created_at": tenant.created_at.isoformat(),
    }


def _addresses(tenant: Tenant) -> list[dict[str, Any]]:
    """The given ones, the first first; then the owner's own, proven or not: each is asked anew."""
    given = tenant.domains.filter(is_custom=False).order_by("-is_primary", "domain")
    own = DomainClaim.objects.of(tenant.pk).values_list("domain", flat=True)
    return [
        *(
            {"domain": one.domain, "is_primary": one.is_primary, "is_custom": False}
            for one in given
        ),
        *({"domain": domain, "is_primary": False, "is_custom": True} for domain in own),
    ]


def _rows(tenant: Tenant, writer: Writer, progress: Progress) -> Manifest:
    speak_plainly()
    tables: dict[str, Table] = {}
    found = shapes(tenant.schema_name)
    _hold(found)
    for done, (name, shape) in enumerate(found.items()):
        progress(Step.DATA, done, len(found))
        count = RowCount()
        writer.add(data_name(name), count.of(copy_out(shape)))
        tables[name] = Table(shape.columns, count.rows, last_of(shape))
        failpoint("backup.after_table")
    progress(Step.DATA, len(found), len(found))
    return Manifest(
        blog_id=tenant.id,
        blog_name=tenant.name,
        made_at=datetime.now(UTC),
        version=settings.VERSION,
        migrations=applied_migrations(),
        tables=tables,
    )


def _hold(found: dict[str, Shape]) -> None:
    """Let nobody change or drop the tables meanwhile; reading and writing go on."""
    names = sql.SQL(", ").join(map(sql.Identifier, found))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(names))


def _files(tenant: Tenant, writer: Writer, progress: Progress) -> None:
    names = media.files_of(tenant.id)
    for done, name in enumerate(names):
        progress(Step.FILES, done, len(names))
        try:
            writer.add(MEDIA + name, media.read_file(tenant.id, name), packed=False)
        except FileNotFoundError:
            continue  # deleted since it was listed
