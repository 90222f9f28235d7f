"""A blog's people in an archive: by e-mail, since ids are good on one installation alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from accounts.models import User
from tenants.archive.errors import BadArchive
from tenants.archive.hooks import columns_naming_people
from tenants.db.scope import tenant_transaction
from tenants.erasures.ledger import erased_emails, erased_users
from tenants.models import Membership, Tenant
from tenants.roles import Role

if TYPE_CHECKING:
    from tenants.archive.reader import Archive
    from tenants.db.scope import TenantKey


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody on the team, as the archive says."""

    user_id: UUID
    email: str
    name: str
    role: Role


def note_of(tenant: Tenant) -> list[dict[str, str]]:
    """What goes into memberships.json."""
    team = Membership.objects.filter(tenant=tenant).select_related("user").order_by("pk")
    return [
        {
            "user_id": str(mate.user_id),
            "email": mate.user.email,
            "name": mate.user.name,
            "role": mate.role,
        }
        for mate in team
    ]


def team_of(archive: Archive) -> list[Mate]:
    """The team that the archive tells of, without whom was erased since; raises BadArchive."""
    team = team_in(archive.notes["memberships"])
    gone = erased_users([mate.user_id for mate in team])
    emails = [mate.email for mate in team]
    silent = erased_emails(emails, since=archive.manifest.made_at)
    return [mate for mate in team if mate.user_id not in gone and mate.email not in silent]


def team_in(note: Any) -> list[Mate]:
    """The team that memberships.json tells of; raises BadArchive."""
    try:
        return [
            Mate(
                UUID(one["user_id"]),
                str(one["email"]).strip().lower()[:254],
                str(one["name"])[:120],
                Role(one["role"]),
            )
            for one in note
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadArchive("memberships.json cannot be read.") from None


def accounts_here(team: list[Mate]) -> dict[str, User]:
    """The open accounts of this installation by the e-mail of somebody on the team."""
    emails = [mate.email for mate in team]
    return {user.email: user for user in User.objects.filter(email__in=emails, is_active=True)}


def people_named() -> set[UUID]:
    """Every user id in the open schema."""
    found: set[UUID] = set()
    for table, columns in _present().items():
        for column in columns:
            query = sql.SQL("SELECT DISTINCT {0} FROM {1} WHERE {0} IS NOT NULL").format(
                sql.Identifier(column), sql.Identifier(table)
            )
            with connection.cursor() as cursor:
                cursor.execute(query)
                found |= {one for (one,) in cursor.fetchall()}
    return found


def who_they_are(ids: set[UUID], team: list[Mate], *, ours: bool) -> dict[UUID, UUID | None]:
    """Who each id is here: the account with the same e-mail, or, in an archive of ours, itself.

    Nobody for who was erased, whatever came to be under the same e-mail since.
    """
    here = accounts_here(team)
    kept = set(User.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ours else set()
    by_mail = {m.user_id: here[m.email].pk for m in team if m.email in here}
    gone = erased_users(ids)
    here_now = {one: one if one in kept else by_mail.get(one) for one in ids - gone}
    return here_now | dict.fromkeys(gone)


def forget_erased(tenant: TenantKey) -> None:
    """Let what `tenant` has now name nobody who was erased while it lay aside."""
    with tenant_transaction(tenant):
        named = people_named()
    gone = erased_users(named)
    with tenant_transaction(tenant):
        rename_people(dict.fromkeys(gone))


def rename_people(now: Mapping[UUID, UUID | None]) -> None:
    """Write the new ids into the open schema; nobody's is left empty."""
    changed = {old: new for old, new in now.items() if old != new}
    if not changed:
        return
    for table, columns in _present().items():
        for column in columns:
            update = sql.SQL(
                "UPDATE {0} SET {1} = now.new FROM unnest(%s::uuid[], %s::uuid[]) AS now(old, new)"
                " WHERE {0}.{1} = now.old"
            ).format(sql.Identifier(table), sql.Identifier(column))
            with connection.cursor() as cursor:
                cursor.execute(update, [list(changed), list(changed.values())])


def _present() -> dict[str, list[str]]:
    """The registered columns that the open schema has; an older one may lack some."""
    query = (
        "SELECT c.relname::text, a.attname::text FROM pg_catalog.pg_class c"
        " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped"
        " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = set(cursor.fetchall())
    return {
        table: [column for column in columns if (table, column) in there]
        for table, columns in columns_naming_people().items()
    }
