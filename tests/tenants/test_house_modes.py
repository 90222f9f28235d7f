"""The whole house reading or closed, and features switched off: who gets in, and what they read."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from journal.models import AuditEntry
from tenants.actions.add_domain import add_domain
from tenants.actions.change import Refused
from tenants.actions.set_house import set_mode, set_switch
from tenants.db.scope import tenant_transaction
from tenants.directory import Directory
from tenants.house.models import House
from tenants.house.now import HouseNow, house
from tenants.house.switches import SWITCHES, is_on
from tenants.models import Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.support.admin import admin_client

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"by": None, "reason": "because"}
WORDS = "We move to another server."


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice, "Marginalia")


def reading() -> None:
    until = timezone.now() + timedelta(minutes=30)
    set_mode(**WHY, mode="reading", words=WORDS, until=until)


def closed() -> None:
    set_mode(**WHY, mode="closed", words=WORDS, until=timezone.now() + timedelta(minutes=30))


def test_reading_lets_read_and_gives_back_what_was_written(
    blog: Tenant, alice: User, blog_client: BlogClient
) -> None:
    studio = blog_client(blog, alice)
    reading()
    assert blog_client(blog).get("/").status_code == 200
    assert WORDS in studio.get("/studio/posts/").text
    kept = studio.post("/studio/posts/new/", {"title": "A line", "content": "Somebody wrote this."})
    assert kept.status_code == 423
    assert "Somebody wrote this." in kept.text
    assert WORDS in kept.text
    with tenant_transaction(blog):
        assert not Post.objects.filter(title="A line").exists()
    script = {"accept": "application/json"}
    assert studio.post("/studio/posts/words/", {}, headers=script).json()["error"].endswith(WORDS)


def test_reading_refuses_readers_and_the_platforms_forms_too(
    blog: Tenant, alice: User, blog_client: BlogClient, platform_client: BlogClient
) -> None:
    reading()
    letter = {"name": "Rhea", "email": "rhea@post.example", "text": "A long letter to you."}
    for client, path in (
        (blog_client(blog), "/contact/"),
        (platform_client(), "/report/"),
        (platform_client(alice), "/blogs/new/"),
        (platform_client(alice), "/accounts/name/"),
    ):
        answer = client.post(path, letter)
        assert (answer.status_code, "A long letter to you." in answer.text) == (503, True), path
        assert 1500 < int(answer["Retry-After"]) <= 1800
    sent = {"email": "tomas@post.example", "password": "secret words here"}
    assert "secret words here" not in platform_client().post("/signup/", sent).text


def test_what_did_not_come_from_our_page_is_not_shown_back(
    alice: User, platform_client: BlogClient
) -> None:
    reading()
    client = platform_client(alice)
    client.handler.enforce_csrf_checks = True
    answer = client.post("/blogs/new/", {"name": "Put there by somebody else"})
    assert (answer.status_code, "somebody else" in answer.text) == (403, False)


def test_reading_lets_people_sign_in_and_out_and_admins_end_it(
    blog: Tenant, user_factory: Any, platform_client: BlogClient
) -> None:
    reading()
    admin = admin_client(user_factory("ada@post.example", name="Ada"))
    wrong = platform_client().post("/accounts/login/", {"login": "no", "password": "no"})
    assert wrong.status_code != 503
    done = admin.post("/admin/house/mode/", {"mode": "open", "reason": "It is over."})
    assert done.status_code == 302
    assert (house.is_reading, house.words) == (False, "")


def test_closed_is_one_page_for_everybody_but_admins_and_machines(
    blog: Tenant,
    alice: User,
    user_factory: Any,
    blog_client: BlogClient,
    platform_client: BlogClient,
) -> None:
    admin = admin_client(user_factory("ada@post.example", name="Ada"))
    closed()
    for client, path in (
        (blog_client(blog), "/"),
        (blog_client(blog), "/nothing/"),
        (blog_client(blog, alice), "/studio/posts/"),
        (platform_client(), "/"),
        (platform_client(alice), "/blogs/"),
    ):
        answer = client.get(path)
        assert (answer.status_code, WORDS in answer.text) == (503, True), path
        assert 1500 < int(answer["Retry-After"]) <= 1800
        assert answer["Cache-Control"] == "no-store"
    for path in ("/health/live", "/accounts/login/"):
        assert platform_client().get(path).status_code == 200, path
    assert [admin.get(path).status_code for path in ("/", "/admin/house/")] == [200, 200]


def test_an_open_house_costs_no_query(blog: Tenant, blog_client: BlogClient) -> None:
    client = blog_client(blog)
    client.get("/about/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/about/")
    assert not [one for one in queries if "house_house" in one["sql"]]


def test_other_processes_hear_of_mode_and_switch(blog: Tenant) -> None:
    other = HouseNow()
    reading()
    set_switch(**WHY, name="discover", on=False)
    other.poll()
    assert (other.is_reading, other.words, other.switches) == (
        True,
        WORDS,
        {"discover": {"": False}},
    )


def test_a_feature_is_off_for_all_or_for_one_and_back(blog: Tenant, make_blog: MakeBlog) -> None:
    other = make_blog("other-one")
    set_switch(**WHY, name="domains", on=False, tenant=blog)
    assert [is_on("domains", one.pk) for one in (blog, other)] == [False, True]
    with pytest.raises(Refused, match="No new domain"):
        add_domain(blog, by=blog.memberships.get().user, domain="letters.example")
    set_switch(**WHY, name="domains", on=False)
    set_switch(**WHY, name="domains", on=True, tenant=other)
    assert [is_on("domains", one.pk) for one in (blog, other)] == [False, True]
    with pytest.raises(Refused):
        set_switch(**WHY, name="domains", on=False)
    with pytest.raises(Refused):
        set_switch(**WHY, name="discover", on=False, tenant=blog)


def test_every_switch_does_something(
    blog: Tenant, alice: User, platform_client: BlogClient, blog_client: BlogClient
) -> None:
    assert set(SWITCHES) == {"domains", "take_along", "discover"}
    for name in SWITCHES:
        set_switch(**WHY, name=name, on=False)
    stranger: Client = platform_client()
    assert [stranger.get(path).status_code for path in ("/blog/", "/blog/feed.xml")] == [404, 404]
    assert 'href="/blog/"' not in stranger.get("/").text
    assert "No new domain" in blog_client(blog, alice).get("/studio/settings/domain/").text


def test_the_shell_does_the_same(blog: Tenant) -> None:
    out = StringIO()
    call_command("house", "closed", words=WORDS, minutes=5, reason="Moving.", stdout=out)
    assert (house.is_closed, house.words) == (True, WORDS)
    call_command("house", "off", "domains", blog=blog.domains.first().domain, stdout=out)
    assert not is_on("domains", blog.pk)
    call_command("house", "open", stdout=out)
    assert House.objects.get().until is None
    with pytest.raises(CommandError, match="so already"):
        call_command("house", "open", stdout=out)
    said = {
        e.action: e.details["via"] for e in AuditEntry.objects.filter(action__startswith="house.")
    }
    assert said == {"house.mode_changed": "shell", "house.switched": "shell"}


def test_a_process_whose_thread_could_not_ask_does_so_itself(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed house stays closed where the thread's own connection is one too many."""
    settings.HOST_CACHE_POLL_SECONDS = 60
    monkeypatch.setattr("tenants.house.now.FIRST_SECONDS", 0.01)
    set_mode(by=None, reason="because", mode="closed")
    other = HouseNow()
    with CaptureQueriesContext(connection) as queries:
        other.begin()
        other.begin()
    assert other.is_closed
    assert len(queries) == 1


def test_with_the_database_away_one_request_waits_for_it_and_no_other(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOST_CACHE_POLL_SECONDS = 60
    tries = []

    def away(one: HouseNow) -> None:
        tries.append(one)
        raise DatabaseError("gone")

    monkeypatch.setattr(HouseNow, "poll", away)
    other = HouseNow()
    other.was_asked.set()
    other.begin()
    other.begin()
    assert len(tries) == 1
    assert not other.is_closed


def test_the_thread_says_that_it_asked_also_where_nobody_answered(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Enough(Exception):
        pass

    def away(_self: Directory) -> None:
        raise DatabaseError("gone")

    def stop(_seconds: float) -> None:
        raise Enough

    monkeypatch.setattr(Directory, "poll", away)
    monkeypatch.setattr("tenants.directory.time.sleep", stop)
    own = connections[DEFAULT_DB_ALIAS]
    monkeypatch.setattr("tenants.directory._own_connection", lambda: own)
    monkeypatch.setattr(own, "close", lambda: None)
    house.was_asked.clear()
    with pytest.raises(Enough):
        Directory()._poll_forever()
    assert house.was_asked.is_set()
