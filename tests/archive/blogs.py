"""Blogs with something of everything in them, and what there is to compare."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.actions.save_author import save_author
from blog.contact.models import Message
from tenants.archive.backup import write_archive
from tenants.archive.catalog import shapes
from tenants.archive.copying import speak_plainly, sum_of
from tenants.archive.manifest import Manifest
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

WORDS = (
    "Tabs\tand \\. and \\N, a quote ' and “others”, \n\n**bold** ünï 😀 <b>raw</b>\n\n- [x] done"
)


def fill(tenant: Tenant, owner: User, *, posts: int = 3) -> None:
    """Posts out and to come, tags, a byline, a message from a reader."""
    with tenant_transaction(tenant):
        author = save_author(None, by=owner, name="Ines")
        for number in range(posts):
            data = PostInput(
                title=f"Post {number}", content=WORDS, author=author, tags=("sea", f"t{number}")
            )
            publish_post(create_post(by=owner, data=data), by=owner)
        later = create_post(by=owner, data=PostInput(title="To come", content="Soon."))
        publish_post(later, by=owner, at=timezone.now() + timedelta(days=3))
        Message.objects.create(name="Rhea", email="rhea@post.example", text="Hello.\nAgain.")


def put_media(
    tenant: Tenant, name: str = "2026/boat.png", content: bytes = b"\x89PNG boat"
) -> None:
    """A file in the blog's folder."""
    storages["media"].save(f"{tenant.pk}/{name}", ContentFile(content))


def archive_of(tenant: Tenant, folder: Path, name: str = "a.zip") -> tuple[Path, Manifest]:
    """An archive of the blog as it is now."""
    path = folder / name
    return path, write_archive(tenant, path)


def sums(tenant: Tenant) -> dict[str, str]:
    """A hash of the rows of each table that travels."""
    with tenant_transaction(tenant):
        speak_plainly()
        return {name: sum_of(shape) for name, shape in shapes(tenant.schema_name).items()}


def catalog(schema: str) -> list[Any]:
    """Columns, constraints, indexes, grants and where ids go on, without the schema's name."""
    with connection.cursor() as cursor:
        cursor.execute(_CATALOG, {"schema": schema})
        return [tuple(str(cell).replace(schema, "S") for cell in row) for row in cursor.fetchall()]


def in_database(pattern: str = "^t_") -> set[str]:
    """The schemas of blogs, and the roles of blogs that this database depends on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ %s"
            " UNION SELECT rolname FROM pg_roles r JOIN pg_shdepend ON refobjid = r.oid"
            " JOIN pg_database d ON d.oid = dbid AND datname = current_database()"
            " WHERE rolname ~ %s",
            [pattern, pattern],
        )
        return {row[0] for row in cursor.fetchall()}


_CATALOG = """
    SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        a.attidentity, pg_get_expr(d.adbin, d.adrelid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE n.nspname = %(schema)s AND c.relkind = 'r'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(k.oid),
        convalidated, '', '' FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE n.nspname = %(schema)s
    UNION ALL SELECT 'index', tablename, indexname, indexdef, true, '', ''
    FROM pg_indexes WHERE schemaname = %(schema)s
    UNION ALL SELECT 'grant', relname, relkind::text, array_to_string(relacl, ' '), true, '', ''
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = %(schema)s AND relkind IN ('r', 'S')
    UNION ALL SELECT 'last', sequencename, coalesce(last_value, 0)::text, '', true, '', ''
    FROM pg_sequences WHERE schemaname = %(schema)s AND sequencename <> 'blog_outboxentry_id_seq'
        AND sequencename <> 'django_migrations_id_seq'
    ORDER BY 1, 2, 3
"""
