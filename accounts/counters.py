"""The cache that sign-in limits are counted in: Postgres, with less to wait for than Django's.

A counter is worth nothing after the crash that lost it, so no try waits until it is on the disk;
others see it at once all the same. A write is one statement.
"""

from __future__ import annotations

import base64
import pickle
import random
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

EVER = datetime.max.replace(tzinfo=UTC)
LOOK_EVERY = 100  # writes, on average, between two looks at how many rows there are

# Until the end of the one statement that is then a transaction of its own.
_QUIET = "WITH quiet AS (SELECT set_config('synchronous_commit', 'off', true)) "
_PUT = (
    "INSERT INTO {table} (cache_key, value, expires) SELECT %s, %s, %s {quiet}"
    " ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires"
)
_OVER = " WHERE {table}.expires < %s"
_DELETE = "DELETE FROM {table} {quiet} WHERE cache_key = ANY(%s)"


class CounterCache(DatabaseCache):
    """Django's cache in the database; inside a transaction it is as durable as that."""

    def _base_set(
        self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT
    ) -> bool | None:
        if mode == "touch":
            return super()._base_set(mode, key, value, timeout)  # type: ignore[misc,no-any-return]
        self._look_at_times()
        until = self.get_backend_timeout(timeout)
        expires = datetime.fromtimestamp(until, tz=UTC) if until is not None else EVER
        kept = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
        values: list[Any] = [key, kept, expires.replace(microsecond=0)]
        if mode == "set":
            return self._write(_PUT, values, quiet="FROM quiet") == 1
        now = timezone.now().replace(microsecond=0)
        return self._write(_PUT + _OVER, [*values, now], quiet="FROM quiet") == 1

    def _base_delete_many(self, keys: list[str]) -> bool:
        return bool(keys) and self._write(_DELETE, [list(keys)], quiet="USING quiet") > 0

    def _write(self, statement: str, values: list[Any], *, quiet: str) -> int:
        connection = connections[router.db_for_write(self.cache_model_class)]
        alone = not connection.in_atomic_block
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
        text = statement.format(table=table, quiet=quiet if alone else "")
        with connection.cursor() as cursor:
            cursor.execute(_QUIET + text if alone else text, values)
            return int(cursor.rowcount)

    def _look_at_times(self) -> None:
        """Let the oldest go where there are too many rows."""
        if random.randrange(LOOK_EVERY):  # noqa: S311  # no secret
            return
        db = router.db_for_write(self.cache_model_class)
        table = connections[db].ops.quote_name(self._table)  # type: ignore[attr-defined]
        with connections[db].cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # from the settings
            count = cursor.fetchone()[0]
            if count > self._max_entries:
                now = timezone.now().replace(microsecond=0)
                self._cull(db, cursor, now, count)  # type: ignore[attr-defined]
