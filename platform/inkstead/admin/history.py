"""Audit entries with the names that people know, in two more queries however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from inkstead.admin.audit_words import WORDS
from journal.models import AuditEntry
from tenants.models import Tenant

OWN_LINES = {"reason", "via"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is read."""

    entry: AuditEntry
    actor: User | None
    tenant: Tenant | None

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
    def details(self) -> list[tuple[str, Any]]:
        """The rest of what was kept."""
        return [(k, v) for k, v in sorted(self.entry.details.items()) if k not in OWN_LINES]


def named(entries: Iterable[AuditEntry]) -> list[Line]:
    """Each entry with the account and the blog it names, where they still exist."""
    kept = list(entries)
    people = User.objects.in_bulk({e.actor_id for e in kept if e.actor_id})
    blogs = Tenant.objects.in_bulk({e.tenant_id for e in kept if e.tenant_id})
    return [
        Line(e, people.get(e.actor_id) if e.actor_id else None, blogs.get(e.tenant_id))
        for e in kept
    ]
