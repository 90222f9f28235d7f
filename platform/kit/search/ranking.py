"""What makes one of two equal answers the better one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

FRESH = 0.25  # by as much something of today stands above its equal of long ago
A_YEAR = 365.25 * 24 * 3600


def freshness(at: datetime) -> float:
    """By what to multiply a rank: between 1 and 1 + FRESH."""
    age = max(0.0, (timezone.now() - at).total_seconds())
    return 1 + FRESH * math.exp(-age / A_YEAR)
