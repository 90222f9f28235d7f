"""Audit entries with the names that people know, in two more queries however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from inkstead.admin.audit_details import LABELS, told
from inkstead.admin.audit_words import WORDS
from journal.models import AuditEntry
from tenants.models import Tenant

OWN_LINES = {"reason", "via", "as_admin"}
PEOPLE = {"owner_id", "owner_before_id", "user_id", "on_behalf_of"}  # in the details, by id


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is read."""

    entry: AuditEntry
    actor: User | None
    tenant: Tenant | None
    people: Mapping[str, User]  # by id: those that the details name

    @property
    def words(self) -> str:
        """What was done, as people say it; the audit's own word where there is no other."""
        return str(WORDS.get(self.entry.action, self.entry.action))

    @property
    def reason(self) -> str:
        """Why, in the words of whoever did it."""
        return str(self.entry.details.get("reason", ""))

    @property
    def from_shell(self) -> bool:
        """Whether it was done by a command on the server."""
        return bool(self.entry.details.get("via") == "shell")

    @property
    def details(self) -> list[tuple[Any, str, str]]:
        """The rest of what was kept: a label or None, the key, and the value in words.

        People by e-mail, as long as they have an account.
        """
        kept = sorted(self.entry.details.items())
        rest = [(key, value) for key, value in kept if key not in OWN_LINES]
        return [(LABELS.get(key), key, self._in_words(key, value)) for key, value in rest]

    def _in_words(self, key: str, value: Any) -> str:
        person = self.people.get(value) if key in PEOPLE else None
        return person.email if person else told(self.entry.action, key, value)


def named(entries: Iterable[AuditEntry]) -> list[Line]:
    """Each entry with the accounts and the blog it names, where they still exist."""
    kept = list(entries)
    ids = {str(one) for entry in kept for one in (entry.actor_id, *_told_of(entry)) if one}
    people = {str(pk): user for pk, user in User.objects.in_bulk(ids).items()}
    blogs = Tenant.objects.in_bulk({e.tenant_id for e in kept if e.tenant_id})
    return [Line(e, people.get(str(e.actor_id)), blogs.get(e.tenant_id), people) for e in kept]


def _told_of(entry: AuditEntry) -> list[Any]:
    return [entry.details.get(key) for key in PEOPLE]
