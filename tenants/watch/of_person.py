"""What one person reported."""

from __future__ import annotations

from typing import Any

from accounts.actions.erase_user import confirmed_emails_of
from accounts.models import User
from tenants.watch.decisions import Decision
from tenants.watch.reports import Report


def reports_of(user: User) -> list[dict[str, Any]]:
    """What came under an e-mail that they confirmed: anybody can type one into a form."""
    own = Report.objects.filter(email__in=confirmed_emails_of(user)).order_by("sent_at", "pk")
    return [dict(row) for row in own.values("path", "category", "text", "name", "email", "sent_at")]


def appeals_of(user: User) -> list[dict[str, Any]]:
    """What they wrote against decisions about their blogs, and the decisions."""
    own = Decision.objects.filter(appealed_by=user).select_related("tenant")
    return [{"blog": row.tenant.name, **row.facts} for row in own.order_by("decided_at", "pk")]


def forget_reporter(emails: list[str]) -> None:
    """Take the person out of what came under `emails`; what was wrong, and the decision, stay."""
    Report.objects.filter(email__in=emails).update(name="", email="")
