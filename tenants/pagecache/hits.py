"""How often pages were kept ones, a blog and a day, for whoever runs the platform."""

from __future__ import annotations

import threading
from collections import Counter
from uuid import UUID

from django.utils import timezone

from tenants.pagecache.shared import SharedShelf

HIT, MISS, STALE = "hit", "miss", "stale"
FLUSH_SECONDS = 10.0


class Hits:
    """Counts in the process; a thread hands them to Redis every ten seconds."""

    def __init__(self, shared: SharedShelf) -> None:
        self._shared = shared
        self._counts: Counter[tuple[UUID, str]] = Counter()
        self._lock = threading.Lock()
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, tenant_id: UUID, kind: str) -> None:
        """One more answer of `kind` (HIT, MISS or STALE)."""
        with self._lock:
            self._counts[tenant_id, kind] += 1
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._flush_forever, name="pages", daemon=True
                )
                self._thread.start()

    def flush(self) -> None:
        """Hand the counts over; what Redis does not take waits for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        fields = {f"{tenant_id} {kind}": number for (tenant_id, kind), number in counts.items()}
        if not self._shared.count(f"{timezone.now():%Y-%m-%d}", fields):
            with self._lock:
                self._counts.update(counts)

    def _flush_forever(self) -> None:
        while True:
            self._woken.wait(FLUSH_SECONDS)
            self.flush()
