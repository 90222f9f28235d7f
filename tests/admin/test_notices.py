"""The room Notices: made with a reason, withdrawn with Undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenants.house.models import Notice
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

SAID = {"text": "Hello.", "severity": "warn", "to": "all", "days": "3", "reason": "because"}


def test_one_to_one_blog_is_made_and_undone(admin: Client, make_blog: MakeBlog) -> None:
    blog = make_blog("alice", name="Marginalia")
    sent = {**SAID, "to": "one", "address": " Alice.Inkstead.localhost "}
    done = admin.post("/admin/notices/new/", sent, follow=True)
    notice = Notice.objects.get()
    assert (notice.tenant, notice.plan, notice.severity) == (blog, None, "warn")
    assert (notice.until - notice.since).days == 3
    assert "Marginalia" in admin.get("/admin/notices/?state=shown").text
    undo = done.context["undo"]
    admin.post(undo["url"], dict(undo["fields"]))
    notice.refresh_from_db()
    assert notice.withdrawn_at is not None
    assert not admin.get("/admin/notices/?state=shown").context["cl"].result_list


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": " "}, "Say something."),
        ({"to": "plan"}, "Choose a plan."),
        ({"to": "one", "address": "nowhere"}, "None of our blogs is at this address."),
        ({"days": "0"}, "1"),
        ({"reason": ""}, "Say why."),
        ({"since": "soon"}, "Enter a valid date/time."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_told(
    wrong: dict[str, Any], says: str, admin: Client
) -> None:
    answer = admin.post("/admin/notices/new/", {**SAID, **wrong})
    assert answer.status_code == 422
    assert says in answer.text
    assert not Notice.objects.exists()
