"""Which tenant answers on a host: looked up once, then kept in the process.

A thread asks about twice a second which tenants changed (`tenants_contentversion`, one small
query) and forgets those; it reads what holds for the whole platform too (`tenants.house`). While it
cannot ask, every look-up goes to the database again.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections import OrderedDict
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from tenants.house.now import house
from tenants.http import TenantRef
from tenants.models import ContentVersion, Domain, Tenant

logger = logging.getLogger(__name__)

MAX_HOSTS = 20_000  # about 10 MB
DOUBT_SECONDS = 60  # so soon a confirmed e-mail opens a blog to search engines
OVERLAP_SECONDS = 15  # a transaction may commit this long after it noted its change
CONNECT_SECONDS = 2
SILENT_SECONDS = 1.0  # a database that says nothing for so long counts as away

_HOST = "\ue000"  # where a host belongs
# What a TenantRef is made of, and where it stands.
_PLACES = {
    "id": "tenant_id",
    "schema_name": "tenant__schema_name",
    "name": "tenant__name",
    "state": "tenant__state",
    "version": "tenant__content_version__version",
    "lock_reason": "tenant__lock_reason",
    "primary_host": "primary",
    "custom_host": "custom",
    "indexable": "indexable",
}


class Directory:
    """The hosts one process knows."""

    def __init__(self) -> None:
        self._refs: OrderedDict[str, TenantRef] = OrderedDict()
        self._lock = threading.Lock()
        self._doubted: dict[str, float] = {}
        self._asked_at = 0.0
        self._asking_since = 0.0  # 0: nobody is asking now
        self._failed = False
        self._pid = 0

    def lookup(self, host: str) -> TenantRef | None:
        """The tenant of `host` (normalised), in whatever state it is; None for an unknown one."""
        if not settings.HOST_CACHE_POLL_SECONDS:
            return find(host)
        self._start_once()
        ref = self._refs.get(host) if self._is_fresh() and not self._in_doubt(host) else None
        return ref or self._remember(host, find(host))

    def known(self, host: str) -> tuple[TenantRef | None, float]:
        """What the process knows of `host` without asking, and for how many seconds it is unsure.

        0.0: as sure as a poll half a second ago. Where nothing is kept, the database is asked.
        """
        if not settings.HOST_CACHE_POLL_SECONDS:
            return find(host), 0.0
        self._start_once()
        ref = self._refs.get(host)
        return ref, 0.0 if self._is_fresh() else time.monotonic() - self._asked_at

    @property
    def is_away(self) -> bool:
        """Whether the database refused the last poll, or has not answered it for a second.

        Sooner than what is known goes out of date, so that no reader waits in between.
        """
        since = self._asking_since
        return self._failed or bool(since and time.monotonic() - since > SILENT_SECONDS)

    def begin(self) -> None:
        """Let the thread ask, where nobody looked up a host yet."""
        if settings.HOST_CACHE_POLL_SECONDS:
            self._start_once()

    def forget(self, host: str) -> None:
        """Ask the database for `host` next time."""
        with self._lock:
            self._refs.pop(host, None)

    def _remember(self, host: str, ref: TenantRef | None) -> TenantRef | None:
        if ref is not None:
            with self._lock:
                self._refs[host] = ref
                self._doubted.pop(host, None)
                if not ref.indexable:
                    self._doubted[host] = time.monotonic() + DOUBT_SECONDS
                while len(self._refs) > MAX_HOSTS:
                    self._doubted.pop(self._refs.popitem(last=False)[0], None)
        return ref

    def _in_doubt(self, host: str) -> bool:
        """Whether it is time to ask again: nothing tells a blog that its owner confirmed."""
        return time.monotonic() > self._doubted.get(host, math.inf)

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._asked_at < 4 * settings.HOST_CACHE_POLL_SECONDS

    def _start_once(self) -> None:
        if self._pid == os.getpid():
            return
        with self._lock:
            if self._pid != os.getpid():
                self._pid = os.getpid()
                self._refs.clear()
                threading.Thread(target=self._poll_forever, name="directory", daemon=True).start()

    def _poll_forever(self) -> None:
        connections[DEFAULT_DB_ALIAS] = _own_connection()
        while True:
            self._asking_since = time.monotonic()
            try:
                self.poll()
                self._failed = False
            except DatabaseError as error:
                if not self._failed:
                    logger.warning("Could not ask which blogs changed: %s", error)
                self._failed = True
                connections[DEFAULT_DB_ALIAS].close()
            self._asking_since = 0.0
            house.was_asked.set()
            time.sleep(settings.HOST_CACHE_POLL_SECONDS)

    def poll(self) -> None:
        """Forget every tenant whose version moved since it was looked up."""
        started = time.monotonic()
        since = timezone.now() - timedelta(seconds=OVERLAP_SECONDS)
        changed = dict(
            ContentVersion.objects.filter(changed_at__gt=since).values_list("tenant_id", "version")
        )
        house.poll()
        with self._lock:
            stale = [
                host
                for host, ref in self._refs.items()
                if changed.get(ref.id, ref.version) != ref.version
            ]
            for host in stale:
                del self._refs[host]
            self._asked_at = started


def _own_connection() -> Any:
    """A connection beside the pool: it learns at once that the database is gone."""
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    options = {k: v for k, v in own.settings_dict["OPTIONS"].items() if k != "pool"}
    options["connect_timeout"] = CONNECT_SECONDS
    own.settings_dict = {**own.settings_dict, "OPTIONS": options}
    return own


def find(host: str) -> TenantRef | None:
    """Ask the database which tenant answers on `host`: one query."""
    sql, params = _query()
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, [host if value == _HOST else value for value in params])
        row = cursor.fetchone()
    if row is None:
        return None
    fields = dict(zip(_PLACES, row, strict=True))
    fields["primary_host"] = fields["primary_host"] or host
    fields["custom_host"] = fields["custom_host"] or ""
    return TenantRef(host=host, **fields)


@cache
def _query() -> tuple[str, tuple[Any, ...]]:
    """Its SQL, once a process: Django takes longer to find it than Postgres to answer."""
    primary = Domain.objects.filter(tenant=OuterRef("tenant"), is_primary=True).values("domain")
    custom = Domain.objects.filter(tenant=OuterRef("tenant"), is_canonical=True).values("domain")
    answered_for = Tenant.objects.answered_for().filter(pk=OuterRef("tenant"))
    found = Domain.objects.for_host(_HOST).annotate(
        primary=Subquery(primary[:1]), custom=Subquery(custom[:1]), indexable=Exists(answered_for)
    )
    sql, params = found.values_list(*_PLACES.values()).query.sql_with_params()
    return sql, tuple(params)


directory = Directory()
