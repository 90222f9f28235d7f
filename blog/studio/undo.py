"""What the person who deleted something may still bring back: it lies in their session."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from blog.actions.gone import Gone
from tenants.http import MemberRequest

KEY = "studio_undo"
KEPT = 5  # the latest deeds


def keep(request: MemberRequest, kind: str, gone: Gone) -> None:
    """Remember `gone`, of the kind `category` or `author`."""
    fields = {
        name: str(value) if isinstance(value, UUID) else value
        for name, value in gone.fields.items()
    }
    kept: dict[str, Any] = request.session.get(KEY, {})
    kept[_name(kind, gone.fields["id"])] = {**asdict(gone), "fields": fields}
    request.session[KEY] = dict(list(kept.items())[-KEPT:])


def take(request: MemberRequest, kind: str, pk: int) -> Gone | None:
    """What was remembered, once; None when nothing was."""
    kept: dict[str, Any] = request.session.get(KEY, {})
    found = kept.pop(_name(kind, pk), None)
    request.session[KEY] = kept
    return Gone(**found) if found else None


def _name(kind: str, pk: int) -> str:
    return f"{kind} {pk}"
