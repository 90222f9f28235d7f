"""The room Notices: made with a reason, withdrawn with Undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from journal.work import run_platform_work
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


def test_by_letter_it_says_how_many_went(
    admin: Client, make_blog: MakeBlog, alice: User, bob: User
) -> None:
    for person in (alice, bob):
        User.objects.filter(pk=person.pk).update(email_confirmed_at=timezone.now())
        make_blog(person.name.lower(), person)
    admin.post("/admin/notices/new/", {**SAID, "by_mail": "on"})
    page = f"/admin/notices/{Notice.objects.get().pk}/"
    assert "to go" not in admin.get(page).text
    run_platform_work(kinds=["notice_letters"])
    assert "yes; 0 sent, 2 to go" in admin.get(page).text
    run_platform_work(kinds=["letter"], limit=1)
    assert "yes; 1 sent, 1 to go" in admin.get(page).text


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
