"""The way back, within thirty days: after signing in, or by the link in the letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.actions.disable_user import CannotDisable
from accounts.actions.enable_user import enable_user
from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.models import Membership, State, Tenant
from tests.closing.test_close import CLOSE, chosen, is_open
from tests.conftest import PASSWORD, BlogClient, Join
from tests.support.letters import deliver, links

pytestmark = pytest.mark.django_db
REOPEN = "/accounts/reopen/"


@pytest.fixture
def link(sure: Client, tenant: Tenant) -> str:
    """Alice closed her account, her blog with it; the path of the link in the letter."""
    sure.post(CLOSE, chosen(tenant, "delete"))
    (letter,) = deliver()
    found = next(link for link in links(letter) if REOPEN in link)
    return found.partition(settings.PLATFORM_HOST)[2]


def sign_in(client: Client, password: str = PASSWORD) -> str:
    data = {"login": "alice@post.example", "password": password}
    return client.post("/accounts/login/", data, follow=True).content.decode()


def state(tenant: Tenant) -> str:
    tenant.refresh_from_db()
    return str(tenant.state)


def test_signing_in_says_when_and_one_click_opens_it(
    platform_client: BlogClient, link: str, alice: User, tenant: Tenant
) -> None:
    client = platform_client()
    page = sign_in(client)
    assert "Your account is closed." in page
    assert client.get("/blogs/").status_code == 302
    page = client.post(REOPEN, follow=True).content.decode()
    assert "Your account is open again." in page
    assert "Back as well: Alice writes." in page
    assert is_open(alice)
    assert state(tenant) == State.READY
    assert client.get("/blogs/").status_code == 302
    sign_in(client)
    assert client.get("/blogs/").status_code == 200
    assert [letter.subject for letter in deliver()] == ["Your account is open again"]
    assert AuditEntry.objects.filter(action="user.reopened", actor_id=alice.pk).count() == 1


def test_the_page_after_closing_has_the_undo(sure: Client, alice: User, tenant: Tenant) -> None:
    page = sure.post(CLOSE, chosen(tenant, "delete"), follow=True).content.decode()
    assert f'action="{REOPEN}"' in page
    sure.post(REOPEN)
    assert is_open(alice)


def test_the_wrong_password_opens_nothing(
    platform_client: BlogClient, link: str, alice: User
) -> None:
    client = platform_client()
    assert "No account has this e-mail and password together." in sign_in(client, "wrong " * 3)
    assert client.post(REOPEN).status_code == 410
    assert not is_open(alice)


def test_the_right_password_is_good_for_a_quarter_of_an_hour(
    platform_client: BlogClient, link: str, alice: User
) -> None:
    client = platform_client()
    sign_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert client.post(REOPEN).status_code == 410
    assert not is_open(alice)


def test_the_link_shows_a_button_and_the_button_opens(
    platform_client: BlogClient, link: str, alice: User, tenant: Tenant
) -> None:
    client = platform_client()
    page = client.get(link)
    assert "Open it again" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    assert not is_open(alice)
    client.post(link)
    assert is_open(alice)
    assert state(tenant) == State.READY
    assert client.get("/blogs/").status_code == 302


def test_the_link_is_good_once_and_not_for_the_next_closing(
    platform_client: BlogClient, link: str, alice: User
) -> None:
    client = platform_client()
    client.post(link)
    assert client.post(link).status_code == 410
    alice.refresh_from_db()
    again = platform_client(alice)
    again.post("/accounts/reauthenticate/", {"password": PASSWORD})
    tenant = Tenant.objects.get()
    again.post(CLOSE, chosen(tenant, "delete"))
    assert client.post(link).status_code == 410
    assert not is_open(alice)


@pytest.mark.parametrize("token", ["nothing", "a:b:c", "WyJ4Il0:1abc:xyz", "x" * 3000])
def test_a_made_up_link_opens_nothing(platform_client: BlogClient, token: str) -> None:
    client = platform_client()
    for method in ("get", "post"):
        assert getattr(client, method)(f"{REOPEN}{token}/").status_code == 410


def test_what_was_handed_over_stays_so(
    sure: Client, alice: User, bob: User, tenant: Tenant, join: Join
) -> None:
    join(bob, tenant, "editor")
    sure.post(CLOSE, chosen(tenant, bob.id))
    sure.post(REOPEN)
    assert is_open(alice)
    assert Membership.objects.get(tenant=tenant, user=bob).role == "owner"
    assert Membership.objects.get(tenant=tenant, user=alice).role == "admin"


def test_a_blog_that_was_in_the_trash_before_stays_there(
    sure: Client, alice: User, tenant: Tenant
) -> None:
    trash_tenant(tenant, by=alice, reason="enough")
    sure.post(CLOSE, {"email": alice.email})
    sure.post(REOPEN)
    assert is_open(alice)
    assert state(tenant) == State.DELETED


def test_a_blog_that_was_trashed_anew_since_stays_there(
    platform_client: BlogClient, link: str, alice: User, tenant: Tenant
) -> None:
    restore_tenant(tenant, by=None, reason="for a mate")
    trash_tenant(tenant, by=None, reason="abuse")
    page = platform_client().post(link, follow=True).text
    assert is_open(alice)
    assert "Back as well" not in page
    assert state(tenant) == State.DELETED


def test_a_blog_that_is_gone_meanwhile_stops_nothing(
    platform_client: BlogClient, link: str, alice: User, tenant: Tenant
) -> None:
    Tenant.objects.filter(pk=tenant.pk).update(state=State.PURGED)
    platform_client().post(link)
    assert is_open(alice)


def test_an_account_that_an_admin_disabled_has_no_way_back_here(
    platform_client: BlogClient, alice: User
) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    client = platform_client()
    page = sign_in(client)
    assert "If you think it should not be" in page
    assert client.post(REOPEN).status_code == 410


def test_to_enable_it_opens_no_half_of_it(link: str, alice: User, tenant: Tenant) -> None:
    alice.refresh_from_db()
    closed_at = alice.closed_at
    with pytest.raises(CannotDisable, match="is closed, not disabled"):
        enable_user(alice, by=None, reason="asked by letter")
    alice.refresh_from_db()
    assert (alice.is_active, alice.closed_at) == (False, closed_at)
    assert state(tenant) == State.DELETED


def test_tries_are_limited(platform_client: BlogClient) -> None:
    client = platform_client()
    assert [client.post(REOPEN).status_code for _ in range(11)][-1] == 429


def test_wrong_methods(platform_client: BlogClient) -> None:
    client = platform_client()
    assert client.get(REOPEN).status_code == 405
    assert client.post("/accounts/inactive/").status_code == 405
