"""The visits that concern one person."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from accounts.models import User
from tenants.visits.models import Visit


def visits_of(user: User) -> list[dict[str, Any]]:
    """When an admin stood in for them and why, and when they did so as an admin themselves."""
    theirs = Visit.objects.filter(Q(person=user) | Q(admin=user)).order_by("asked_at", "pk")
    fields = ("reason", "may_change", "asked_at", "begun_at", "ended_at", "end_reason")
    return [
        {
            "blog": row.pop("tenant__name"),
            **row,
            "as": "you" if whom == user.pk else "somebody else",
        }
        for row in theirs.values("tenant__name", "person_id", *fields)
        if (whom := row.pop("person_id"))
    ]
