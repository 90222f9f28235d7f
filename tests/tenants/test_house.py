"""Notices of the platform's people: who reads them, how long, by letter, and at what cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from journal.models import PlatformWork
from journal.work import run_platform_work
from tenants.actions.change import Refused
from tenants.actions.notices import make_notice, show_notice_again, withdraw_notice
from tenants.house import letters
from tenants.house.models import House, Notice
from tenants.house.now import HouseNow, house
from tenants.models import Tenant
from tenants.plans.models import Plan
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db

TEXT = "On Sunday nobody can write: https://example.com/why"


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice, "Marginalia")


def tell(**fields: Any) -> Notice:
    now = timezone.now()
    default = {"text": TEXT, "since": now, "until": now + timedelta(days=7)}
    return make_notice(by=None, reason="because", **{**default, **fields})


def test_it_stands_in_the_studio_and_in_your_blogs_and_costs_no_query(
    blog: Tenant, alice: User, blog_client: BlogClient, platform_client: BlogClient
) -> None:
    studio, platform = blog_client(blog, alice), platform_client(alice)
    pages = ((studio, "/studio/posts/"), (platform, "/blogs/"))

    def cost(client: Client, path: str) -> tuple[int, bool]:
        with CaptureQueriesContext(connection) as queries:
            html = client.get(path).text
        return len(queries), '<a href="https://example.com/why"' in html

    for client, path in pages:
        client.get(path)
    before = [cost(*page) for page in pages]
    assert [told for _queries, told in before] == [False, False]
    tell()
    assert [cost(*page) for page in pages] == [(queries, True) for queries, _told in before]
    assert TEXT[:20] not in Client(HTTP_HOST=studio.defaults["HTTP_HOST"]).get("/").text


def test_it_is_for_all_for_a_plan_or_for_one(blog: Tenant, make_blog: MakeBlog) -> None:
    other = make_blog("other-one")
    plan = Plan.objects.create(name="Large")
    Tenant.objects.filter(pk=other.pk).update(plan=plan)
    for fields in (
        {"text": "all"},
        {"text": "plan", "plan": plan},
        {"text": "one", "tenant": blog},
    ):
        tell(**fields)
    assert {one.text for one in house.notices(blog.pk, blog.plan_id)} == {"all", "one"}
    assert {one.text for one in house.notices(other.pk, plan.pk)} == {"all", "plan"}


def test_it_begins_and_ends_by_itself(blog: Tenant) -> None:
    now = timezone.now()
    tell(since=now + timedelta(hours=1), until=now + timedelta(hours=2))
    seen = []
    for hours in (0, 1.5, 2.5):
        with time_machine.travel(now + timedelta(hours=hours)):
            seen.append(len(house.notices(blog.pk, None)))
    assert seen == [0, 1, 0]


@pytest.mark.parametrize("where", ["studio", "platform"])
def test_who_read_it_sees_it_no_more(
    where: str, blog: Tenant, alice: User, blog_client: BlogClient, platform_client: BlogClient
) -> None:
    notice = tell()
    client = blog_client(blog, alice) if where == "studio" else platform_client(alice)
    page, under = ("/studio/posts/", "/studio") if where == "studio" else ("/blogs/", "/blogs")
    read = f"{under}/notices/{notice.pk}/read/"
    assert read in client.get(page).text
    answer = client.post(f"{read}?next={page}")
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert TEXT[:20] not in client.get(page).text
    tell(text="Another one.")
    assert "Another one." in client.get(page).text


def test_withdrawn_it_is_gone_and_can_be_shown_again(blog: Tenant) -> None:
    notice = tell()
    withdraw_notice(notice, by=None, reason="because")
    assert house.notices(blog.pk, None) == []
    with pytest.raises(Refused):
        withdraw_notice(notice, by=None, reason="because")
    show_notice_again(notice, by=None, reason="because")
    assert [one.text for one in house.notices(blog.pk, None)] == [TEXT]


def test_another_process_hears_with_its_next_look_in_one_query(blog: Tenant) -> None:
    other = HouseNow()
    tell()
    assert other.notices(blog.pk, None) == []
    with CaptureQueriesContext(connection) as queries:
        other.poll()
    assert len(queries) == 1
    assert [one.text for one in other.notices(blog.pk, None)] == [TEXT]
    assert House.objects.get().version > 1


def test_by_letter_each_confirmed_owner_hears_once(
    blog: Tenant, alice: User, make_blog: MakeBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "AT_ONCE", 1)
    make_blog("second", alice)
    third = make_blog("third")
    make_blog("unconfirmed")
    owners = [alice.email, third.memberships.get().user.email]
    User.objects.filter(email__in=owners).update(email_confirmed_at=timezone.now())
    tell(by_mail=True)
    while run_platform_work():
        pass
    assert sorted(one.to[0] for one in deliver_all()) == sorted(owners)


@pytest.mark.parametrize("queued", [False, True])
def test_letters_of_a_withdrawn_one_wait_until_it_is_shown_again(
    queued: bool, blog: Tenant, alice: User
) -> None:
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    notice = tell(by_mail=True)
    if queued:
        run_platform_work(kinds=[letters.KIND])
    withdraw_notice(notice, by=None, reason="because")
    work_it_off()
    assert deliver_all() == []
    assert not PlatformWork.objects.exclude(last_error="").exists(), "nothing is wrong with it"
    show_notice_again(notice, by=None, reason="because")
    work_it_off()
    assert [one.to for one in deliver_all()] == [[alice.email]]
    work_it_off()
    assert len(deliver_all()) == 1


def test_letters_of_one_that_is_never_shown_again_are_forgotten(blog: Tenant, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    notice = tell(by_mail=True)
    run_platform_work(kinds=[letters.KIND])
    withdraw_notice(notice, by=None, reason="because")
    work_it_off()
    with time_machine.travel(notice.until + timedelta(minutes=1)):
        work_it_off()
    assert deliver_all() == []
    assert not PlatformWork.objects.filter(done_at=None).exists()


def work_it_off() -> None:
    while run_platform_work():
        pass


def deliver_all() -> list[Any]:
    """What the worker has sent already."""
    from django.core import mail

    return list(mail.outbox)
