"""How many pages of each blog were kept ones, as the processes counted them in Redis."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from tenants.models import Domain
from tenants.pagecache.files.known import pages_live
from tenants.pagecache.hits import HIT, MISS, STALE
from tenants.pagecache.shared import SharedShelf

COLUMNS = ("address", "pages", HIT, MISS, STALE, "rate", "files")


def report(day: date, *, most: int) -> list[dict[str, Any]]:
    """The `most` read blogs of that day (UTC), with `rate` from 0 to 1; empty without Redis.

    `files` is how many of a blog's pages the proxy here may give out now. Nobody counts how often
    it does.
    """
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    for field, number in SharedShelf().counted(f"{day:%Y-%m-%d}").items():
        tenant_id, _, kind = field.partition(" ")
        counts[UUID(tenant_id)][kind] = number
    top = sorted(counts, key=lambda one: -sum(counts[one].values()))[:most]
    primary = Domain.objects.filter(tenant__in=top, is_primary=True)
    addresses = dict(primary.values_list("tenant_id", "domain"))
    return [_row(addresses.get(one, str(one)), counts[one]) for one in top]


def _row(address: str, kinds: dict[str, int]) -> dict[str, Any]:
    hit, miss, stale = (kinds.get(kind, 0) for kind in (HIT, MISS, STALE))
    pages = hit + miss + stale
    rate = round((hit + stale) / pages, 3)
    counts = {"pages": pages, HIT: hit, MISS: miss, STALE: stale}
    return {"address": address, **counts, "rate": rate, "files": pages_live(address)}
