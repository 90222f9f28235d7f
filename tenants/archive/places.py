"""Every place that knows of a blog: how it is cleared, and how one counts what is left.

Tables of the public schema are asked of the database: whichever has a `tenant_id` belongs here,
so a new one cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from psycopg import sql

from tenants.archive import media, store
from tenants.pagecache.files.known import forget_pages, pages_of
from tenants.pagecache.shared import SharedShelf

# What stays, and why.
STAYS = {
    "tenants_domain": "the addresses we gave, which nobody else ever gets",
    "tenants_contentversion": "tells every process to forget it",
    "journal_auditentry": "who did what, for good",
    "archive_job": "who asked for the purge, and this report",
}

_TABLES = """
    SELECT c.relname::text FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    ORDER BY c.relname
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere outside of the public tables. `clear` may run again after a crash."""

    name: str
    clear: Callable[[UUID], object]
    left: Callable[[UUID], int]


_places: list[Place] = []


def register_place(place: Place) -> None:
    """Have it cleared, and looked at, when a blog is purged; one of the same name is replaced."""
    _places[:] = [known for known in _places if known.name != place.name] + [place]


def places() -> list[Place]:
    """Those that were registered, in their order."""
    return list(_places)


def tables_of_tenants() -> list[str]:
    """The public tables with a `tenant_id`."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [name for (name,) in cursor.fetchall()]


def clear_table(table: str, tenant_id: UUID) -> None:
    """Delete the blog's rows from a public table."""
    delete = sql.SQL("DELETE FROM {} WHERE tenant_id = %s").format(sql.Identifier("public", table))
    with connection.cursor() as cursor:
        cursor.execute(delete, [tenant_id])


def rows_in(table: str, tenant_id: UUID) -> int:
    """How many of the blog's rows a public table has."""
    query = sql.SQL("SELECT count(*) FROM {} WHERE tenant_id = %s")
    with connection.cursor() as cursor:
        cursor.execute(query.format(sql.Identifier("public", table)), [tenant_id])
        return int(cursor.fetchone()[0])


def _clear_backups(tenant_id: UUID) -> None:
    for path in store.names_in(str(tenant_id)):
        store.remove(path)
    if store.has_store():
        store.remove(str(tenant_id))


def _clear_work(tenant_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM public.journal_platformwork"
            " WHERE payload->>'tenant_id' = %s AND kind <> 'purge_rest'",
            [str(tenant_id)],
        )


def _work_left(tenant_id: UUID) -> int:
    return _count(
        "SELECT count(*) FROM public.journal_platformwork"
        " WHERE payload->>'tenant_id' = %s AND kind <> 'purge_rest'",
        str(tenant_id),
    )


def _cache_table() -> str | None:
    """Django's cache in the database; other caches hold nothing of a blog, or have a place here."""
    cache = caches["default"]
    return str(cache._table) if isinstance(cache, DatabaseCache) else None  # type: ignore[attr-defined]


def _clear_cache(tenant_id: UUID) -> None:
    table = _cache_table()
    if table:
        query = sql.SQL("DELETE FROM {} WHERE cache_key LIKE %s").format(sql.Identifier(table))
        with connection.cursor() as cursor:
            cursor.execute(query, [f"%{tenant_id}%"])


def _cached(tenant_id: UUID) -> int:
    table = _cache_table()
    if not table:
        return 0
    query = sql.SQL("SELECT count(*) FROM {} WHERE cache_key LIKE %s")
    return _count(query.format(sql.Identifier(table)), f"%{tenant_id}%")


def _count(query: str | sql.Composed, word: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, [word])
        return int(cursor.fetchone()[0])


_pages = SharedShelf()

register_place(Place("kept pages", _pages.forget, _pages.knows))
register_place(Place("pages as files", forget_pages, pages_of))
register_place(Place("due work", _clear_work, _work_left))
register_place(Place("cache", _clear_cache, _cached))
register_place(Place("files", media.clear_files, media.count_files))
register_place(Place("backups", _clear_backups, lambda one: len(store.names_in(str(one)))))
