"""Sessions and codes that have run out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Session, User
from tenants.actions.ask_for_many import ask_for_many
from tenants.due.clear import clear_expired
from tenants.many.models import ManyJob, Part
from tenants.models import HandoffCode
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_what_has_run_out_goes_and_the_rest_stays(make_blog: MakeBlog, alice: User) -> None:
    tenant, now = make_blog(), timezone.now()
    for name, ends in (("old", now - MINUTE), ("new", now + MINUTE)):
        Session.objects.create(session_key=name, expire_date=ends, user=alice)
        HandoffCode.objects.create(
            code_hash=name, user=alice, tenant=tenant, epoch=1, expires_at=ends
        )
    assert clear_expired() == 2
    assert [session.session_key for session in Session.objects.all()] == ["new"]
    assert [code.code_hash for code in HandoffCode.objects.all()] == ["new"]


def test_a_blogs_session_goes_with_its_parent(alice: User) -> None:
    now = timezone.now()
    parent = Session.objects.create(session_key="p", expire_date=now - MINUTE, user=alice)
    Session.objects.create(session_key="c", expire_date=now + MINUTE, user=alice, parent=parent)
    clear_expired()
    assert not Session.objects.exists()


def test_jobs_on_many_blogs_go_after_half_a_year_with_their_reports(make_blog: MakeBlog) -> None:
    tenant, now = make_blog(), timezone.now()
    for days in (200, 100):
        job = ask_for_many("lock", [tenant.pk], by=None, reason=f"{days} days ago")
        ended = now - timedelta(days=days)
        ManyJob.objects.filter(pk=job.pk).update(ended_at=ended, state="stopped")
    ask_for_many("lock", [tenant.pk], by=None, reason="open")
    clear_expired()
    left = ManyJob.objects.order_by("asked_at").values_list("reason", flat=True)
    assert list(left) == ["100 days ago", "open"]
    assert Part.objects.count() == 2
