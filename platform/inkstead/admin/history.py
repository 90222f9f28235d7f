"""Audit entries with the names that people know, in two more queries however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.models import AuditEntry
from tenants.models import Tenant

WORDS = {
    "tenant.created": _("Made"),
    "tenant.suspended": _("Suspended"),
    "tenant.resumed": _("Resumed"),
    "tenant.listed": _("Allowed in discover"),
    "tenant.unlisted": _("Kept out of discover"),
    "tenant.renamed": _("Renamed"),
    "tenant.trashed": _("Deleted"),
    "tenant.restored": _("Restored"),
    "tenant.backup_asked": _("Asked for a backup"),
    "tenant.restore_asked": _("Asked for a restore from a backup"),
    "tenant.clone_asked": _("Asked for a copy"),
    "tenant.purge_asked": _("Asked for the purge"),
    "tenant.put_back": _("Restored from a backup"),
    "tenant.taken_back": _("Took the restore back"),
    "tenant.read_in": _("Made from an archive"),
    "tenant.purged": _("Purged"),
    "domain.added": _("Added a domain"),
    "domain.verified": _("A domain was proven"),
    "domain.live": _("Readers are led to a domain"),
    "domain.failing": _("A domain fails"),
    "domain.recovered": _("A domain works again"),
    "domain.lapsed": _("A domain stopped working"),
    "domain.changed": _("A domain changed"),
    "domain.lost": _("A domain went to another blog"),
    "domain.chosen": _("Chose the domain readers are led to"),
    "domain.removed": _("Removed a domain"),
    "domain.restored": _("Brought a domain back"),
    "backup.compared": _("Restored a backup as a test"),
    "user.disabled": _("Disabled the account"),
    "user.enabled": _("Enabled the account"),
    "user.sessions_ended": _("Signed out everywhere"),
    "user.made_admin": _("Made an admin"),
    "user.signed_up": _("Signed up"),
}
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
