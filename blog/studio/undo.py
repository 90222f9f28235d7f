"""What the person who deleted or merged something may still bring back: their session names it."""

from __future__ import annotations

from dataclasses import asdict, fields

from blog.actions.gone import Gone
from blog.actions.kept_undo import keep_for_undo, take_for_undo
from tenants.http import MemberRequest

KEY = "studio_undo"
KEPT = 5  # the latest deeds
NAMES = [field.name for field in fields(Gone)]  # newer code may have kept more


def keep(request: MemberRequest, kind: str, gone: Gone) -> None:
    """Remember `gone`, of the kind `category`, `tag` or `author`."""
    kept: dict[str, str] = request.session.get(KEY, {})
    kept[_name(kind, gone.fields["id"])] = keep_for_undo(asdict(gone))
    request.session[KEY] = dict(list(kept.items())[-KEPT:])


def take(request: MemberRequest, kind: str, pk: int) -> Gone | None:
    """What was remembered, once; None when nothing was."""
    kept: dict[str, str] = request.session.get(KEY, {})
    name = kept.pop(_name(kind, pk), None)
    request.session[KEY] = kept
    found = take_for_undo(name) if isinstance(name, str) else None
    return Gone(**{name: found[name] for name in NAMES if name in found}) if found else None


def _name(kind: str, pk: int) -> str:
    return f"{kind} {pk}"
