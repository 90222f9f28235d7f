"""Where one is signed in, and signing a browser out from another one."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.bound_session import make_session
from accounts.models import Session, User
from journal.models import AuditEntry
from tests.conftest import PASSWORD, BlogClient, MakeBlog

pytestmark = pytest.mark.django_db
LIST = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU) AppleWebKit/605 (KHTML, like Gecko) Version/18.1 Safari/604.1"


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    cache.clear()


def signed_in_with(user: User, user_agent: str) -> Client:
    """A browser in which `user` gave the password."""
    client = Client(HTTP_HOST=settings.PLATFORM_HOST, HTTP_USER_AGENT=user_agent)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def key_of(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def buttons(client: Client) -> list[str]:
    page = client.get(LIST).content.decode()
    return re.findall(r'action="(/accounts/sessions/[0-9a-f]{32}/)"', page)


def test_each_says_what_it_is_and_this_one_says_so(alice: User) -> None:
    phone = signed_in_with(alice, SAFARI)
    page = signed_in_with(alice, FIREFOX).get(LIST).content.decode()
    assert page.index("Firefox on Linux") < page.index("Safari on iPhone")
    assert page.count("This browser") == 1
    row = Session.objects.get(pk=key_of(phone))
    assert (row.browser, row.system) == ("Safari", "iPhone")
    assert "Mozilla" not in row.session_data


def test_keys_are_on_no_page(alice: User) -> None:
    other, client = signed_in_with(alice, SAFARI), signed_in_with(alice, FIREFOX)
    page = client.get(LIST).content.decode()
    assert key_of(other) not in page
    assert key_of(client) not in page


def test_one_is_signed_out_with_its_blogs_at_once(
    alice: User, make_blog: MakeBlog, blog_client: BlogClient
) -> None:
    tenant = make_blog("alice", alice)
    other, client = signed_in_with(alice, SAFARI), signed_in_with(alice, FIREFOX)
    host = tenant.domains.get().domain
    on_blog = Client(HTTP_HOST=host)
    key = make_session(alice, host=host, tenant_id=tenant.id, parent=key_of(other))
    on_blog.cookies[settings.SESSION_COOKIE_NAME] = key
    assert on_blog.get("/studio/posts/").status_code == 200
    assert host in client.get(LIST).content.decode()
    (path,) = buttons(client)
    page = client.post(path, follow=True).content.decode()
    assert "That browser is signed out, here and on all blogs." in page
    assert on_blog.get("/studio/posts/").status_code == 302
    assert other.get("/blogs/").status_code == 302
    assert client.get("/blogs/").status_code == 200
    entry = AuditEntry.objects.get(action="user.session_ended")
    assert (entry.actor_id, entry.target) == (alice.pk, "Safari iPhone")


def test_all_others_are_signed_out(alice: User) -> None:
    others = [signed_in_with(alice, SAFARI) for _ in range(2)]
    client = signed_in_with(alice, FIREFOX)
    page = client.post(f"{LIST}others/", follow=True).content.decode()
    assert "Every other browser is signed out." in page
    assert [other.get("/blogs/").status_code for other in others] == [302, 302]
    assert client.get("/blogs/").status_code == 200


def test_nobody_elses_ends(alice: User, bob: User) -> None:
    victim = signed_in_with(bob, SAFARI)
    signed_in_with(bob, FIREFOX)
    path = buttons(victim)[0]
    client = signed_in_with(alice, FIREFOX)
    assert "signed out already" in client.post(path, follow=True).content.decode()
    assert Session.objects.filter(user=bob, parent=None).count() == 2


@pytest.mark.parametrize("handle", ["0" * 32, "nothing", "x" * 5000, "ü"])
def test_a_made_up_handle_ends_nothing(alice: User, handle: str) -> None:
    client = signed_in_with(alice, FIREFOX)
    assert client.post(f"{LIST}{handle}/").status_code == 302
    assert client.get("/blogs/").status_code == 200


def test_this_browser_signs_out_as_always(alice: User) -> None:
    from accounts.account.signed_in import handle_of

    client = signed_in_with(alice, FIREFOX)
    path = f"{LIST}{handle_of(key_of(client))}/"
    assert "use “Sign out”" in client.post(path, follow=True).content.decode()
    assert client.get("/blogs/").status_code == 200


def test_ending_takes_a_post(alice: User) -> None:
    client = signed_in_with(alice, FIREFOX)
    assert client.get(f"{LIST}others/").status_code == 405
    assert client.get(f"{LIST}{'0' * 32}/").status_code == 405


def test_last_seen_is_written_every_five_minutes_at_most(alice: User) -> None:
    client = signed_in_with(alice, FIREFOX)
    began = Session.objects.get(pk=key_of(client)).seen_at
    for minutes, moved in ((4, False), (6, True)):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            client.get("/blogs/")
        assert (Session.objects.get(pk=key_of(client)).seen_at > began) is moved


def test_what_was_noted_at_the_beginning_stays(alice: User) -> None:
    client = signed_in_with(alice, FIREFOX)
    client.defaults["HTTP_USER_AGENT"] = SAFARI
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})  # saves the session
    assert Session.objects.get(pk=key_of(client)).browser == "Firefox"


def test_a_blogs_session_without_its_parent_is_in_no_list(alice: User) -> None:
    client = signed_in_with(alice, FIREFOX)
    make_session(alice, host="bob.inkstead.localhost", tenant_id=uuid4(), parent=key_of(client))
    page = client.get(LIST).content.decode()
    assert page.count("Firefox on Linux") == 1
    assert "bob.inkstead.localhost" in page
