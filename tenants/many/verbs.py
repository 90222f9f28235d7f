"""What can be done to many blogs at once, and which verb takes it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from tenants.actions.ask_for import ask_for_backup
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.list_tenant import list_tenant
from tenants.actions.lock_writing import lock_writing
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.actions.unlock_writing import unlock_writing


@dataclass(frozen=True, slots=True)
class Verb:
    """`act(tenant, by=, reason=)` leaves one audit entry, or raises Refused and leaves none.

    A measure takes a `ground=` too.
    """

    act: Callable[..., Any]
    undo: str = ""  # another verb of the table
    is_measure: bool = False


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "suspend": Verb(suspend_tenant, undo="resume", is_measure=True),
        "resume": Verb(resume_tenant, undo="suspend"),
        "lock": Verb(lock_writing, undo="unlock"),
        "unlock": Verb(unlock_writing, undo="lock"),
        "unlist": Verb(unlist_tenant, undo="list", is_measure=True),
        "list": Verb(list_tenant, undo="unlist"),
        "distrust": Verb(distrust_tenant, undo="trust", is_measure=True),
        "trust": Verb(trust_tenant, undo="distrust"),
        "delete": Verb(trash_tenant, undo="restore"),
        "restore": Verb(restore_tenant, undo="delete"),
        "back-up": Verb(ask_for_backup),
    }
)
