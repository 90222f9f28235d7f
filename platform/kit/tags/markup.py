"""What every template knows besides Django's own tags and filters."""

from __future__ import annotations

from datetime import datetime

from django.template import Library

from kit import initials

register = Library()
register.filter("initials", initials.initials)
register.filter("tint", initials.tint)


@register.filter(expects_localtime=True)
def moment(at: datetime | None) -> str:
    """`at` for machines, to the second: HTML knows no more than three decimals."""
    return at.isoformat(timespec="seconds") if at else ""
