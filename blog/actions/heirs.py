"""What a name became, for pages that were opened before it did.

A tag or category that is called something else, or becomes a part of another, leaves its name to
that one. An editor that was open meanwhile still says the old name: its next save is to mean the
heir, not to bring the old one back. Whoever opened their page afterwards typed the name on purpose.

It is kept in the outbox as work that is done, and goes when such work does: no page is open for
longer than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from django.utils import timezone

from blog.models import OutboxEntry

KIND = "heir"


class Said(StrEnum):
    """What was said of it: a tag's name, a category's, or a category's number."""

    TAG = "tag"
    CATEGORY = "category"
    CATEGORY_NUMBER = "category_number"


def leave(what: Said, old: str, new: str) -> None:
    """From now on whoever said `old` before means `new`."""
    entry = OutboxEntry(
        kind=KIND, key=_key(what, old), payload={"heir": new}, done_at=timezone.now()
    )
    OutboxEntry.objects.bulk_create(
        [entry],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["payload", "done_at"],
    )


def taken_back(what: Said, old: str) -> None:
    """`old` means what it meant."""
    OutboxEntry.objects.filter(kind=KIND, key=_key(what, old)).delete()


def heirs_of(what: Said, old: str, since: datetime | None) -> Iterator[str]:
    """What `old` became since `since`, one after the other; nothing where nobody knows when."""
    met = {old.casefold()}
    while since and (new := _heir(what, old, since)) and new.casefold() not in met:
        yield new
        met.add(new.casefold())
        old = new


def some_left(what: Said, names: list[str]) -> bool:
    """Whether any of `names` was left to another; one query, which mostly says no."""
    keys = [_key(what, name) for name in names]
    return bool(keys) and OutboxEntry.objects.filter(key__in=keys).exists()


def _heir(what: Said, old: str, since: datetime) -> str:
    entry = OutboxEntry.objects.filter(kind=KIND, key=_key(what, old)).first()
    if entry is None or entry.done_at is None or entry.done_at <= since:
        return ""
    heir: str = entry.payload["heir"]
    return heir


def _key(what: Said, name: str) -> str:
    """Of one length, however long a name is in lower case."""
    return f"{KIND} {what} {sha256(name.casefold().encode()).hexdigest()}"
