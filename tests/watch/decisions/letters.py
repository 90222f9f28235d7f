"""What the tests of decisions share: the measures, their letters, and what is sent when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import time_machine
from django.core import mail
from django.utils import timezone

from journal.work import run_platform_work
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.list_tenant import list_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.watch.decisions import Decision, Measure

PAIRS = {
    Measure.SUSPENDED: (suspend_tenant, resume_tenant),
    Measure.DISTRUSTED: (distrust_tenant, trust_tenant),
    Measure.UNLISTED: (unlist_tenant, list_tenant),
}

DECIDED, OVER = "A decision about Marginalia", "Marginalia is as it was before"
ANSWERED = "Your objection about Marginalia"


def path_of(decision: Decision) -> str:
    return f"/blogs/{decision.tenant_id}/decisions/{decision.pk}/"


def minutes_later(minutes: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


def send() -> list[str]:
    """What the worker sends now: the subjects, in the order of the letters."""
    before = len(mail.outbox)
    while run_platform_work():
        pass
    return [str(letter.subject) for letter in mail.outbox[before:]]


DECIDED, OVER = "A decision about Marginalia", "Marginalia is as it was before"
