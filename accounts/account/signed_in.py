"""Where somebody is signed in, as a list that people can read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Session, User


@dataclass(slots=True)
class SignedIn:
    """One browser. `handle` names its session on pages: the key itself is as good as a password."""

    handle: str
    what: str
    since: datetime
    seen_at: datetime
    is_here: bool
    hosts: list[str] = field(default_factory=list)  # of the blogs it went on to


def signed_in(user: User, *, here: str | None) -> list[SignedIn]:
    """Where `user` is signed in, this browser first, then by when it was last seen.

    `here` is the key of the session that asks. One query; a blog's session counts with the
    platform's that it hangs on.
    """
    live = Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("created_at")
    rows = list(live.defer("session_data"))
    found = {row.pk: _entry(row, here) for row in rows if row.parent_id is None}
    for row in rows:
        if row.parent_id in found:
            entry = found[row.parent_id]
            entry.hosts.append(row.host)
            entry.seen_at = max(entry.seen_at, row.seen_at)
    entries = sorted(found.values(), key=lambda entry: entry.seen_at, reverse=True)
    return sorted(entries, key=lambda entry: not entry.is_here)


def find_session(user: User, handle: str) -> Session | None:
    """The session of `user` that a page called `handle`; None when it has ended."""
    own = Session.objects.filter(user=user, parent=None)
    return next((row for row in own if constant_time_compare(handle_of(row.pk), handle)), None)


def handle_of(session_key: str) -> str:
    """A name for a session that opens nothing."""
    return salted_hmac("accounts.session", session_key, algorithm="sha256").hexdigest()[:32]


def words_for(name: str, system: str) -> str:
    """`Firefox on Linux`, or as much of it as is known."""
    if name and system:
        return _("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or system or _("A browser that does not say what it is")


def _entry(row: Session, here: str | None) -> SignedIn:
    return SignedIn(
        handle=handle_of(row.pk),
        what=words_for(row.browser, row.system),
        since=row.created_at,
        seen_at=row.seen_at,
        is_here=row.pk == here,
    )
