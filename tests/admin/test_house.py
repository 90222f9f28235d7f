"""The room Modes and features: what was said comes back with Undo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journal.models import AuditEntry
from tenants.actions.set_house import set_mode
from tenants.house.models import House

pytestmark = pytest.mark.django_db


def test_undo_says_again_for_how_long(admin: Client) -> None:
    until = timezone.now() + timedelta(minutes=30)
    set_mode(by=None, reason="Moving.", mode="closed", words="We move.", until=until)
    assert 'value="30"' in admin.get("/admin/house/mode/").text
    opened = {"mode": "open", "reason": "Moved."}
    undo = admin.post("/admin/house/mode/", opened, follow=True).context["undo"]
    assert House.objects.get().until is None
    assert admin.post(undo["url"], dict(undo["fields"])).status_code == 302
    row = House.objects.get()
    assert (row.mode, row.words) == ("closed", "We move.")
    assert row.until is not None
    assert abs(row.until - until) < timedelta(minutes=1, seconds=5)


def test_undo_says_no_longer_time_than_the_form_takes(admin: Client) -> None:
    until = timezone.now() + timedelta(days=30)
    set_mode(by=None, reason="Moving.", mode="closed", words="We move.", until=until)
    opened = {"mode": "open", "reason": "Moved."}
    undo = admin.post("/admin/house/mode/", opened, follow=True).context["undo"]
    assert admin.post(undo["url"], dict(undo["fields"])).status_code == 302
    assert House.objects.get().mode == "closed"


def test_what_is_open_is_not_opened_again(admin: Client) -> None:
    House.objects.get_or_create(pk=1)
    sent = {"mode": "open", "words": "Hello.", "minutes": "5", "reason": "because"}
    answer = admin.post("/admin/house/mode/", sent)
    assert (answer.status_code, "That is so already." in answer.text) == (422, True)
    assert not AuditEntry.objects.filter(action="house.mode_changed").exists()
