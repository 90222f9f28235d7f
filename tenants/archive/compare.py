"""Prove that an archive can be had back: read it into a scratch schema and compare every table."""

from __future__ import annotations

import uuid

from django.db import transaction

from tenants.archive.catalog import shapes
from tenants.archive.copying import speak_plainly, sum_of
from tenants.archive.load import Schema, load
from tenants.archive.manifest import data_name
from tenants.archive.progress import Progress, nobody_looks
from tenants.archive.reader import Archive
from tenants.db.scope import tenant_transaction
from tenants.models import new_schema_name


def compare(archive: Archive, *, progress: Progress = nobody_looks) -> list[str]:
    """The tables whose rows, read back, are not those that were written; nothing is kept.

    Raises BadArchive.
    """
    archive.verify(progress)
    with transaction.atomic():
        scratch = Schema(uuid.uuid4(), new_schema_name())
        load(archive, scratch, progress=progress)
        with tenant_transaction(scratch):
            speak_plainly()
            there = shapes(scratch.schema_name)
            manifest = archive.manifest
            differ = [
                name
                for name, table in manifest.tables.items()
                if sum_of(there[name], table.columns) != manifest.members[data_name(name)].sha256
            ]
        transaction.set_rollback(True)
    return differ
