"""Sessions in Postgres, each good on one host alone."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.browsers import Browser
from accounts.models import Session
from kit.quiet import may_be_lost

BOUND = "bound"
SEEN_EVERY = timedelta(minutes=5)
KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(DatabaseStore):
    """A session that is read only where it was made, for a user whose epoch has not moved on.

    `host` and `tenant_id` say where the request came in. Without a host nothing is compared:
    that is for commands and tests, never for a request. `browser` is what asks; it is kept with a
    session that begins, and one that is there keeps what it began with.
    """

    def __init__(
        self,
        session_key: str | None = None,
        *,
        host: str | None = None,
        tenant_id: UUID | None = None,
        browser: Browser | None = None,
    ) -> None:
        self._host = host
        self._tenant_id = tenant_id
        self._created_at: datetime | None = None
        self._seen_at: datetime | None = None
        self._browser = browser
        self._kept: tuple[str | None, bytes] | None = None  # its key and data as they are saved
        super().__init__(session_key if session_key and KEY.fullmatch(session_key) else None)

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """The session's data; empty, and a row of its own gone, where it is not good here."""
        row = self._find()
        data: dict[str, Any] = self.decode(row.session_data) if row else {}
        if row is not None and self._holds(row, data):
            self._created_at, self._seen_at = row.created_at, row.seen_at
            self._browser = Browser(row.browser, row.system)
            self._note_seen(row)
            return data
        if row is not None:
            row.delete()
        self._session_key = None
        return {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row for `data`, with what it is bound to in columns of their own."""
        bound = bound_to(data)
        self._created_at = self._created_at or timezone.now()
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
            parent_id=bound.get("parent"),
            host=bound.get("host") or self._host or "",
            tenant_id=bound.get("tenant") or self._tenant_id,
            created_at=self._created_at,
            seen_at=self._seen_at or timezone.now(),
            browser=self._browser.name if self._browser else "",
            system=self._browser.system if self._browser else "",
        )

    def save(self, must_create: bool = False) -> None:
        """Write what changed. A stranger's, which holds a form's token, does not wait for the disk.

        What was saved in the transaction that began the session is not written again after it.
        """
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        now = (self.session_key, self.serializer().dumps(data))
        if must_create or now != self._kept:
            with nullcontext() if SESSION_KEY in data else may_be_lost():
                super().save(must_create)
            self._kept = now

    def _get_new_session_key(self) -> str:
        """Unused as far as anybody can guess; one that is in use would not be created."""
        return get_random_string(32, VALID_KEY_CHARS)

    def flush(self) -> None:
        """Forget everything, the row too; what comes next is another session."""
        super().flush()
        self._created_at = self._seen_at = None

    def _note_seen(self, row: Session) -> None:
        """Note that somebody came by, every five minutes at most: a write is no part of a look."""
        now = timezone.now()
        if row.user_id is not None and now - row.seen_at >= SEEN_EVERY:
            self._seen_at = now
            with may_be_lost():
                Session.objects.filter(pk=row.pk).update(seen_at=now)

    def _find(self) -> Session | None:
        live = Session.objects.filter(expire_date__gt=timezone.now()).select_related("user")
        return live.filter(session_key=self.session_key).first() if self.session_key else None

    def _holds(self, row: Session, data: dict[str, Any]) -> bool:
        here = self._host is None or (row.host, row.tenant_id) == (self._host, self._tenant_id)
        return here and self._is_of_this_epoch(row, data)

    def _is_of_this_epoch(self, row: Session, data: dict[str, Any]) -> bool:
        if row.user is None:
            return SESSION_KEY not in data
        bound = bound_to(data)
        return (
            bound.get("epoch") == row.user.session_epoch
            and bound.get("host") == row.host
            and bound.get("tenant") == (str(row.tenant_id) if row.tenant_id else None)
        )


def bound_to(data: dict[str, Any]) -> dict[str, Any]:
    """What session `data` is bound to; empty for a session that nobody signed in to."""
    bound: dict[str, Any] = data.get(BOUND) or {}
    return bound
