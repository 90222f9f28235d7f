"""Which code an archive comes from, and the script that makes a schema of that time."""

from __future__ import annotations

from django.db.migrations.loader import MigrationLoader

from tenants.archive.errors import BadArchive
from tenants.provisioning.template import current_script, record_script, tenant_leaves

type Applied = set[tuple[str, str]]


def script_for(migrations: list[tuple[str, str]]) -> tuple[list[str], bool]:
    """The statements for a schema with just these migrations, and whether they are today's all.

    Raises BadArchive for an archive of newer code, or with a list that no code ever had.
    """
    loader = MigrationLoader(None)
    applied, today = set(migrations), _plan(loader, tenant_leaves(loader))
    unknown = applied - today
    if unknown:
        newest = ".".join(max(unknown))
        raise BadArchive(
            f"The archive was made by a newer version of Inkstead (it has {newest}). "
            "Bring this installation up to date first."
        )
    # In any case: `migrate` waits for what is being read back, and sees it then.
    script = current_script()
    if applied == today:
        return script, True
    ends = _ends(loader, applied)
    if not applied or _plan(loader, ends) != applied:
        raise BadArchive("The archive's list of migrations has holes in it.")
    return record_script(ends), False


def _plan(loader: MigrationLoader, ends: list[tuple[str, str]]) -> Applied:
    return {node for end in ends for node in loader.graph.forwards_plan(end)}


def _ends(loader: MigrationLoader, applied: Applied) -> list[tuple[str, str]]:
    """Those that no other applied one of the same app comes after."""
    nodes = loader.graph.node_map
    before = {p.key for key in applied for p in nodes[key].parents if p.key[0] == key[0]}
    return sorted(applied - before)
