"""The outbox keeps one entry per key, and rings."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from blog.actions.enqueue import enqueue
from blog.models import OutboxEntry
from journal.models import DueTenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant


def test_a_key_is_done_once(inside: Tenant) -> None:
    first = enqueue("letter", "letter 1", {"to": "all"})
    OutboxEntry.objects.filter(pk=first.pk).update(done_at=timezone.now())
    second = enqueue("letter", "letter 1", {"to": "nobody"})
    assert second.pk == first.pk
    assert second.payload == {"to": "all"}
    assert second.done_at is not None


def test_work_that_reads_the_present_can_be_wanted_again(inside: Tenant) -> None:
    enqueue("count", "count", again=True)
    OutboxEntry.objects.filter(key="count").update(done_at=timezone.now(), attempts=3)
    enqueue("count", "count", again=True)
    entry = OutboxEntry.objects.get(key="count")
    assert (entry.done_at, entry.attempts) == (None, 0)


def test_the_bell_rings_for_the_earliest(tenant: Tenant) -> None:
    DueTenant.objects.all().delete()
    now = timezone.now()
    with tenant_transaction(tenant):
        enqueue("letter", "soon", due_at=now + timedelta(hours=1))
        enqueue("letter", "later", due_at=now + timedelta(days=1))
    assert DueTenant.objects.get(tenant_id=tenant.id).next_due_at == now + timedelta(hours=1)
