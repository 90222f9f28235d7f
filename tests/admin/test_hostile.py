"""A press too many, a form from before, a blog that is gone: refused, and nothing half done."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from inkstead.admin.blog_deeds import BLOGS
from inkstead.admin.deed import Deed
from inkstead.admin.people_deeds import PEOPLE
from journal.models import AuditEntry
from tenants.archive.models import Job, JobState, KeptSchema, Verb
from tenants.house.models import MAX_TEXT, Notice
from tenants.models import State, Tenant
from tests.admin.test_deeds import FIELDS, Stage, path_of, prepare, stage  # noqa: F401
from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db

# Asked for twice they are done twice, and each of the two is written down.
AS_OFTEN_AS_ASKED = {"sign-out", "enter", "enter-as", "take-back", "archive"}
# Refused while a job on the blog is under way, each being one itself.
WAIT_FOR_A_JOB = {"back-up", "put-back", "copy", "purge"}


def press(admin: Client, deed: Deed, stage: Stage) -> Any:  # noqa: F811
    return admin.post(path_of(deed, stage), {"reason": "because", **FIELDS.get(deed.verb, {})})


def entries() -> int:
    return AuditEntry.objects.count()


@pytest.mark.parametrize("deed", [*BLOGS, *PEOPLE], ids=lambda deed: deed.verb)
def test_pressed_twice_it_is_done_once(deed: Deed, stage: Stage, admin: Client) -> None:  # noqa: F811
    prepare(deed, stage)
    assert press(admin, deed, stage).status_code == 302
    once = entries()
    again = press(admin, deed, stage)
    if deed.verb in AS_OFTEN_AS_ASKED:
        assert (again.status_code, entries()) == (302, once + 1)
    elif deed.verb == "erase":  # says who was here, and when they were erased
        assert (again.status_code, entries()) == (410, once)
    else:
        assert (again.status_code, entries()) == (422, once), again.content.decode()
        assert 'role="alert"' in again.content.decode()


@pytest.mark.parametrize("deed", BLOGS, ids=lambda deed: deed.verb)
def test_on_a_blog_purged_meanwhile(deed: Deed, stage: Stage, admin: Client) -> None:  # noqa: F811
    prepare(deed, stage)
    KeptSchema.objects.all().delete()
    Tenant.objects.filter(pk=stage.blog.pk).update(state=State.PURGED)
    before = entries()
    answer = press(admin, deed, stage)
    assert (answer.status_code, entries()) == (422, before), answer.content.decode()


@pytest.mark.parametrize("deed", BLOGS, ids=lambda deed: deed.verb)
def test_on_a_blog_that_is_being_restored(deed: Deed, stage: Stage, admin: Client) -> None:  # noqa: F811
    """Another job has to wait; what changes rows alone is done beside it, and not half."""
    prepare(deed, stage)
    Job.objects.create(tenant=stage.blog, verb=Verb.RESTORE, state=JobState.RUNNING)
    before = entries()
    answer = press(admin, deed, stage)
    done = (answer.status_code, entries() - before)
    assert done == ((422, 0) if deed.verb in WAIT_FOR_A_JOB else (302, 1)), answer.text


def test_a_notice_is_words_and_of_a_bounded_length(
    stage: Stage,  # noqa: F811
    admin: Client,
    blog_client: BlogClient,
) -> None:
    said = {"severity": "warn", "to": "all", "days": "3", "reason": "because"}
    answer = admin.post("/admin/notices/new/", {**said, "text": "x" * 10_000})
    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.text
    assert not Notice.objects.exists()
    marked = '<script>alert(1)</script><a href="javascript:x">x</a> https://post.example/?a=1&b=2'
    assert len(marked) < MAX_TEXT
    admin.post("/admin/notices/new/", {**said, "text": marked})
    page = f"/admin/notices/{Notice.objects.get().pk}/"
    for shown in (
        admin.get(page).text,
        blog_client(stage.blog, stage.owner).get("/studio/posts/").text,
    ):
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert" not in shown
        assert 'href="javascript:' not in shown


def test_a_notice_is_not_made_twice_by_a_double_press(admin: Client) -> None:
    said = {"text": "Hello.", "severity": "warn", "to": "all", "days": "3", "reason": "because"}
    answers = [admin.post("/admin/notices/new/", said) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "made a moment ago" in answers[1].text
    assert Notice.objects.count() == 1
    for other in ({"severity": "info"}, {"by_mail": "on"}):
        assert admin.post("/admin/notices/new/", {**said, **other}).status_code == 302
    assert Notice.objects.count() == 3
