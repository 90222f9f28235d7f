"""What a blog's transaction owes discover. Runs with its COMMIT, as the application's own role."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from psycopg import sql

from journal.owing import as_json
from tenants.db.scope import owe_public, require_tenant_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class Listing(TypedDict):
    """One row of the table; `tags` in lower case."""

    post_id: int
    title: str
    slug: str
    excerpt: str
    author: str
    language: str
    tags: list[str]
    published_at: datetime
    updated_at: datetime
    words: str  # lexemes, for search


# FOR SHARE waits for whoever changes the blog's state or listing at this moment, and then looks
# again: a row never comes in behind the back of the transaction that took all of them out.
_REPLACE = sql.SQL(
    "WITH gone AS (DELETE FROM public.discover_listedpost WHERE tenant_id = {tenant}"
    " AND {scope} AND NOT post_id = ANY({kept}::bigint[])),"
    " blog AS (SELECT id FROM public.tenants_tenant WHERE id = {tenant}"
    " AND state = 'ready' AND listed AND NOT listing_refused AND trusted FOR SHARE)"
    " INSERT INTO public.discover_listedpost (tenant_id, post_id, title, slug, excerpt, author,"
    " language, tags, published_at, updated_at, words)"
    " SELECT blog.id, row.post_id, row.title, row.slug, row.excerpt, row.author, row.language,"
    " row.tags, row.published_at, row.updated_at, row.words::tsvector"
    " FROM blog, jsonb_to_recordset({rows}) AS row(post_id bigint, title text, slug text,"
    " excerpt text, author text, language text, tags jsonb, published_at timestamptz,"
    " updated_at timestamptz, words text)"
    " ON CONFLICT (tenant_id, post_id) DO UPDATE SET title = EXCLUDED.title,"
    " slug = EXCLUDED.slug, excerpt = EXCLUDED.excerpt, author = EXCLUDED.author,"
    " language = EXCLUDED.language, tags = EXCLUDED.tags,"
    " published_at = EXCLUDED.published_at, updated_at = EXCLUDED.updated_at,"
    " words = EXCLUDED.words"
)


def owe_listing(rows: Sequence[Listing], *, post_id: int | None = None) -> None:
    """Let `rows` be all that is listed of the open blog, or of its one post `post_id`.

    A blog that is not in discover gets no rows.
    """
    one = sql.SQL("post_id = {}").format(sql.Literal(post_id))
    statement = _REPLACE.format(
        tenant=sql.Literal(require_tenant_id()),
        scope=sql.SQL("TRUE") if post_id is None else one,
        kept=sql.Literal([row["post_id"] for row in rows]),
        rows=sql.Literal(as_json(list(rows))),
    )
    owe_public(f"discover:{'all' if post_id is None else post_id}", statement)
