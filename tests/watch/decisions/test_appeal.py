"""The owner objects, once, and is answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.appeal import appeal, reopen_appeal, reverse_decision, uphold_decision
from tenants.actions.change import Refused
from tenants.models import State
from tenants.watch.decisions import AppealState, Decision
from tenants.watch.of_person import appeals_of
from tenants.watch.queue import Review
from tests.conftest import BlogClient
from tests.support.letters import deliver
from tests.watch.decisions.letters import (
    path_of,
)

pytestmark = pytest.mark.django_db


def test_the_owner_objects_once_and_it_waits_at_the_head(
    decision: Decision, alice: User, platform_client: BlogClient
) -> None:
    client: Client = platform_client(alice)
    page = client.get(path_of(decision))
    assert (page.status_code, "Sells shoes." in page.text) == (200, True)
    empty = client.post(path_of(decision), {"text": " "})
    assert (empty.status_code, "Say why" in empty.text) == (422, True)
    assert client.post(path_of(decision), {"text": "They are mine."}).status_code == 302
    decision.refresh_from_db()
    assert (decision.appeal, decision.appeal_state) == ("They are mine.", AppealState.WAITING)
    again = client.post(path_of(decision), {"text": "Once more."})
    assert (again.status_code, "wrote about it already" in again.text) == (422, True)
    assert Review.objects.waiting().get().pk == decision.tenant_id
    assert AuditEntry.objects.filter(action="appeal.made", actor_id=alice.pk).count() == 1
    assert appeals_of(alice)[0]["appeal"] == "They are mine."


def test_nobody_else_sees_it(
    decision: Decision, bob: User, platform_client: BlogClient, join: Any
) -> None:
    join(bob, decision.tenant, role="admin")
    assert platform_client(bob).get(path_of(decision)).status_code == 404
    assert platform_client(None).get(path_of(decision)).status_code == 302


def test_upheld_it_stands_and_can_be_opened_again(decision: Decision, alice: User) -> None:
    deliver()
    appeal(decision, by=alice, text="They are mine.")
    uphold_decision(decision, by=None, reason="They are in the shop's pictures.")
    assert "the shop's pictures" in str(deliver()[0].body)
    assert not Review.objects.waiting().exists()
    reopen_appeal(decision, by=None, reason="because")
    assert Review.objects.waiting().exists()
    with pytest.raises(Refused):
        reopen_appeal(decision, by=None, reason="because")


def test_reversed_the_blog_is_open_and_the_owner_is_told_once(
    decision: Decision, alice: User
) -> None:
    deliver()
    appeal(decision, by=alice, text="They are mine.")
    reverse_decision(decision, by=None, reason="So they are.")
    decision.refresh_from_db()
    assert (decision.tenant.state, decision.appeal_state) == (State.READY, AppealState.REVERSED)
    [letter] = deliver()
    assert "So they are." in str(letter.body)
    with pytest.raises(Refused):
        uphold_decision(decision, by=None, reason="because")


def test_your_blogs_and_the_closed_studio_lead_there(
    decision: Decision, alice: User, platform_client: BlogClient, blog_client: BlogClient
) -> None:
    assert path_of(decision) in platform_client(alice).get("/blogs/").text
    closed = blog_client(decision.tenant, alice).get("/studio/posts/")
    assert closed.status_code == 403
    assert path_of(decision) in closed.text
    assert "Sells shoes." in closed.text
    stranger = blog_client(decision.tenant).get("/studio/posts/")
    assert "Sells shoes." not in stranger.text
