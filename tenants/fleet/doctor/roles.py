"""Roles that nobody needs, blogs without one, and rights that are not those of a new blog."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import connection, transaction
from psycopg import sql

from journal import audit
from tenants.db.scope import tenant_connection
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import Ground
from tenants.fleet.doctor.like import unlike
from tenants.provisioning.bare import drop_this
from tenants.provisioning.rights import give_rights
from tenants.provisioning.roles import may_enter

# Roles are the cluster's: one that anything in another database depends on is somebody else's.
_NEEDED = """
    SELECT rolname::text, bool_or(d.dbid <> own.oid AND d.dbid <> 0), count(d.refobjid)
    FROM pg_roles r JOIN pg_database own ON own.datname = current_database()
    LEFT JOIN pg_shdepend d ON d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid
    WHERE rolname = ANY(%s) GROUP BY rolname ORDER BY rolname
"""

_MIGHT = """
    SELECT * FROM (
        SELECT rolname::text,
            ARRAY(SELECT word FROM (VALUES ('LOGIN', rolcanlogin), ('SUPERUSER', rolsuper),
                ('BYPASSRLS', rolbypassrls), ('CREATEROLE', rolcreaterole),
                ('CREATEDB', rolcreatedb), ('REPLICATION', rolreplication)) AS might(word, has)
                WHERE has) AS may,
            ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid) AS within
        FROM pg_roles r WHERE rolname = ANY(%s)
    ) AS roles WHERE may <> '{}' OR within <> '{}' ORDER BY rolname
"""


def orphan_roles(ground: Ground) -> Iterator[Finding]:
    """Roles of blogs without a schema here, unless another database has it."""
    alone = ground.roles - ground.schemas - set(ground.renamed)
    with connection.cursor() as cursor:
        cursor.execute(_NEEDED, [sorted(alone)])
        found = cursor.fetchall()
    for name, elsewhere, depending in found:
        if elsewhere:
            continue
        if depending:
            words = "a role without a schema, with rights on something else"
            yield Finding(name, words, f'take its rights away, then: DROP ROLE "{name}"')
        else:
            yield Finding(name, "a role without a schema", mend=partial(_drop, name))


def rights(ground: Ground) -> Iterator[Finding]:
    """Schemas whose role is missing, or whose owner and grants are not a new blog's."""
    if not ground.wants_roles:
        return
    without = {name for name in ground.members if name not in ground.roles}
    for name in sorted(without):
        yield Finding(ground.name_of(name), "its role is missing", mend=_giving(ground, name))
    yield from _not_entered(ground, ground.members - without)
    yield from _never_entered(ground, ground.bare & ground.schemas & ground.roles)
    yield from _mighty(ground, ground.members - without)
    for name, found in unlike(ground, "rights", leaving_out=without).items():
        lines = _of_both(found)
        if found and not lines:
            continue
        words = "its rights are not those of a new blog"
        mend = _giving(ground, name)
        yield Finding(ground.name_of(name), words, mend=mend, details=lines)


def _not_entered(ground: Ground, names: set[str]) -> Iterator[Finding]:
    for name in sorted(names - may_enter(tenant_connection(), names)):
        words = "its role cannot be entered, so the blog is down"
        yield Finding(ground.name_of(name), words, mend=_giving(ground, name))


def _never_entered(ground: Ground, names: set[str]) -> Iterator[Finding]:
    """The next blog would take it, and be refused for ever."""
    for name in sorted(names - may_enter(tenant_connection(), names)):
        words = "its role cannot be entered"
        yield Finding(ground.name_of(name), words, mend=partial(_drop_bare, name))


def _drop_bare(name: str) -> str:
    return "dropped it: the worker makes others" if drop_this(name) else "it is a blog's by now"


def _mighty(ground: Ground, names: set[str]) -> Iterator[Finding]:
    """Roles that may more than be entered: rights of their schema are then no wall."""
    with connection.cursor() as cursor:
        cursor.execute(_MIGHT, [sorted(names)])
        found = cursor.fetchall()
    for name, may, within in found:
        if may:
            statement = f'ALTER ROLE "{name}" {" ".join(f"NO{word}" for word in may)}'
            words = f"its role may {', '.join(may)}"
            yield Finding(ground.name_of(name), words, f"as a superuser: {statement}")
        for other in within:
            statement = f'REVOKE {other} FROM "{name}"'
            words = f"its role is a member of {other}"
            yield Finding(ground.name_of(name), words, f"by who gave it: {statement}")


def _of_both(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Without the rights on tables that only one side has: that is told as another shape."""
    sides: dict[str, set[str]] = {}
    for line in lines:
        sides.setdefault(_table_of(line), set()).add(line[0])
    return tuple(line for line in lines if not _table_of(line) or len(sides[_table_of(line)]) == 2)


def _table_of(line: str) -> str:
    """`blog_post` of `- rights: (blog_post,…)`; empty for other kinds of rights."""
    _sign, _, rest = line.partition(" ")
    return rest.partition("(")[2].partition(",")[0] if rest.startswith("rights: (") else ""


def _giving(ground: Ground, name: str) -> partial[str]:
    blog = ground.blogs.get(name)
    return partial(_give, name, blog and blog.id, ground.name_of(name))


@transaction.atomic
def _give(name: str, tenant_id: object, called: str) -> str:
    give_rights(tenant_connection(), name)
    audit.record("fleet.rights_given", by=None, tenant_id=tenant_id, target=called)  # type: ignore[arg-type]
    return "gave it the role and the rights of a new blog, and nobody else any"


def _drop(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))
    return "dropped it"
