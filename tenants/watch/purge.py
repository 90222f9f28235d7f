"""What scores of other blogs say of one that is purged: that they had nearly the same posts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tenants.watch.models import Score


def forget_twin(tenant_id: UUID) -> None:
    """Take its id out of them; how many posts were alike stays. May run again."""
    for score in _scores(tenant_id):
        score.reasons = [_without(sign, str(tenant_id)) for sign in score.reasons]
        score.save(update_fields=["reasons"])


def twins_of(tenant_id: UUID) -> int:
    """How many scores name it."""
    return _scores(tenant_id).count()


def _scores(tenant_id: UUID) -> QuerySet[Score]:
    return Score.objects.filter(reasons__contains=[{"found": [str(tenant_id)]}])


def _without(sign: dict[str, Any], found: str) -> dict[str, Any]:
    return {**sign, "found": [one for one in sign["found"] if one != found]}
