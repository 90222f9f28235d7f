"""The letters of a blog: each is counted as it goes out, and a month has so many.

A blog's own are those that it sends because of what people do there: an invitation to its team, and
a reader's message on its way to the owner. What the platform says of a blog, such as that a domain
fails or who was handed it, is the platform's own letter and is always sent.
"""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

if TYPE_CHECKING:
    from tenants.models import Tenant, TenantStats


def this_month() -> date:
    """Its first day, in UTC."""
    return timezone.now().astimezone(UTC).date().replace(day=1)


def take_letter(tenant: Tenant) -> bool:
    """Count one more letter of this month, unless the plan has none left; whether it may go.

    One statement: of many at once no more are let through than there are. It is taken back with
    the transaction it runs in.
    """
    most, month = tenant.limits.letters, this_month()
    if most == 0:
        return False
    rows = apps.get_model("tenants", "TenantStats")._default_manager.filter(pk=tenant.pk)
    if most is not None:
        rows = rows.filter(~Q(letters_month=month) | Q(letters_month=None) | Q(letters__lt=most))
    counted = Case(When(letters_month=month, then=F("letters") + 1), default=Value(1))
    return bool(rows.update(letters=counted, letters_month=month))


def has_letter_left(tenant: Tenant) -> bool:
    """Whether a letter may go now. Nothing is held: who sends one counts it once it is out."""
    most = tenant.limits.letters
    stats = apps.get_model("tenants", "TenantStats")._default_manager.filter(pk=tenant.pk).first()
    return most is None or letters_in(stats) < most


def letters_in(stats: TenantStats | None) -> int:
    """How many went out this month."""
    return stats.letters if stats and stats.letters_month == this_month() else 0
