from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.letters import queue_letter
from accounts.models import Session, User
from journal.models import AuditEntry
from tests.conftest import PASSWORD, BlogClient
from tests.support.letters import deliver, links

pytestmark = pytest.mark.django_db
EMAILS = "/accounts/email/"


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    cache.clear()


@pytest.fixture
def address(alice: User) -> EmailAddress:
    return EmailAddress.objects.create(user=alice, email=alice.email, primary=True)


@pytest.fixture
def sure(platform_client: BlogClient, alice: User) -> Client:
    """Alice, who has just given her password once more."""
    client = platform_client(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def confirm_link(address: EmailAddress) -> str:
    queue_letter("confirm_email", address_id=address.pk)
    return next(link for letter in deliver() for link in links(letter) if "confirm-email" in link)


def test_the_link_shows_a_page_and_its_button_confirms(
    platform_client: BlogClient, alice: User, address: EmailAddress
) -> None:
    link = confirm_link(address)
    page = platform_client().get(link)
    assert alice.email in page.content.decode()
    alice.refresh_from_db()
    assert not alice.email_confirmed
    assert platform_client().post(link)["Location"] == "/accounts/login/"
    alice.refresh_from_db()
    assert alice.email_confirmed
    assert AuditEntry.objects.filter(action="user.email_confirmed", actor_id=alice.pk).count() == 1


def test_signed_in_it_leads_back_to_the_blogs(
    platform_client: BlogClient, alice: User, address: EmailAddress
) -> None:
    client = platform_client(alice)
    response = client.post(confirm_link(address), follow=True)
    assert response.request["PATH_INFO"] == "/blogs/"
    assert "alice@post.example is confirmed." in response.content.decode()
    assert "We sent a letter" not in response.content.decode()


def test_it_works_once(platform_client: BlogClient, address: EmailAddress) -> None:
    link = confirm_link(address)
    platform_client().post(link)
    assert b"does not work any more" in platform_client().get(link).content
    assert platform_client().post(link).status_code == 404


def test_it_works_for_three_days(platform_client: BlogClient, address: EmailAddress) -> None:
    link = confirm_link(address)
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1), tick=False):
        assert b"does not work any more" in platform_client().get(link).content


def test_somebody_elses_session_ends_before_the_button_is_shown(
    platform_client: BlogClient, address: EmailAddress, bob: User
) -> None:
    client = platform_client(bob)
    client.get(confirm_link(address))
    assert not Session.objects.filter(user=bob).exists()


@pytest.mark.parametrize("key", ["nothing", "MQ:1abc:xyz", "-", "x" * 400])
def test_a_made_up_link_is_no_link(platform_client: BlogClient, key: str) -> None:
    path = f"/accounts/confirm-email/{key}/"
    assert b"does not work any more" in platform_client().get(path).content
    assert platform_client().post(path).status_code == 404


def test_the_letter_can_be_sent_again_but_not_all_the_time(
    platform_client: BlogClient, alice: User, address: EmailAddress
) -> None:
    client = platform_client(alice)
    data = {"email": alice.email, "action_send": ""}
    page = client.post(EMAILS, data, follow=True)
    assert "A letter is on its way to alice@post.example." in page.content.decode()
    client.post(EMAILS, data)
    (letter,) = deliver()
    assert letter.to == [alice.email]


def test_the_letters_links_lead_to_the_platforms_host_whatever_the_request_named(
    platform_client: BlogClient, alice: User, address: EmailAddress
) -> None:
    client = platform_client(alice)
    forged = f"{settings.PLATFORM_HOST}:666"
    client.post(EMAILS, {"email": alice.email, "action_send": ""}, HTTP_HOST=forged)
    (letter,) = deliver()
    for link in links(letter):
        assert link.startswith(f"http://{settings.PLATFORM_HOST}/"), link


def test_before_an_email_is_added_the_password_is_asked_for(
    platform_client: BlogClient, alice: User, address: EmailAddress
) -> None:
    client = platform_client(alice)
    data = {"email": "a@two.example", "action_add": ""}
    response = client.post(EMAILS, data)
    assert response["Location"].startswith("/accounts/reauthenticate/?next=")
    assert EmailAddress.objects.count() == 1
    client.post(response["Location"], {"password": "wrong"})
    assert EmailAddress.objects.count() == 1
    client.post(response["Location"], {"password": PASSWORD, "next": EMAILS})
    assert EmailAddress.objects.filter(email="a@two.example", verified=False).exists()


def test_signing_in_with_another_one_ends_all_other_sessions(
    platform_client: BlogClient, alice: User, address: EmailAddress, sure: Client
) -> None:
    elsewhere = platform_client(alice)
    EmailAddress.objects.create(user=alice, email="a@two.example", verified=True)
    response = sure.post(EMAILS, {"email": "a@two.example", "action_primary": ""}, follow=True)
    assert "You sign in with this e-mail from now on." in response.content.decode()
    alice.refresh_from_db()
    assert (alice.email, alice.email_confirmed) == ("a@two.example", True)
    assert sure.get("/blogs/").status_code == 200
    assert elsewhere.get("/blogs/").status_code == 302
    entry = AuditEntry.objects.get(action="user.email_changed")
    assert entry.details == {"previous": "alice@post.example"}
    (notice,) = deliver()
    assert notice.to == ["alice@post.example"]
    assert "a@two.example" in str(notice.body)


def test_an_unconfirmed_one_cannot_sign_in(
    alice: User, address: EmailAddress, sure: Client
) -> None:
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    EmailAddress.objects.create(user=alice, email="a@two.example")
    sure.post(EMAILS, {"email": "a@two.example", "action_primary": ""})
    alice.refresh_from_db()
    assert alice.email == "alice@post.example"


def test_an_email_that_another_account_signs_in_with_is_refused(
    alice: User, bob: User, address: EmailAddress, sure: Client
) -> None:
    EmailAddress.objects.create(user=alice, email=bob.email, verified=True)
    response = sure.post(EMAILS, {"email": bob.email, "action_primary": ""}, follow=True)
    assert "Another account has this e-mail." in response.content.decode()
    alice.refresh_from_db()
    assert alice.email == "alice@post.example"


def test_one_that_is_not_in_use_can_be_removed(
    alice: User, address: EmailAddress, sure: Client
) -> None:
    EmailAddress.objects.create(user=alice, email="a@two.example")
    sure.post(EMAILS, {"email": "a@two.example", "action_remove": ""})
    sure.post(EMAILS, {"email": alice.email, "action_remove": ""})
    assert [a.email for a in EmailAddress.objects.all()] == [alice.email]


def test_nobody_elses_can_be_touched(
    alice: User, bob: User, address: EmailAddress, sure: Client
) -> None:
    EmailAddress.objects.create(user=bob, email="b@two.example")
    for action in ("action_send", "action_remove", "action_primary"):
        sure.post(EMAILS, {"email": "b@two.example", action: ""})
    assert EmailAddress.objects.filter(user=bob, email="b@two.example").exists()
    assert deliver() == []


def test_a_stranger_signs_in_first(platform_client: BlogClient) -> None:
    assert platform_client().get(EMAILS)["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize(
    "copied", ["a@two.example\u200b", "a@\u202etwo.example", "a@two\ufffd.example"]
)
def test_a_second_one_that_no_letter_reaches_is_refused(
    sure: Client, alice: User, copied: str
) -> None:
    page = sure.post(EMAILS, {"email": copied, "action_add": ""})
    assert "That is no e-mail address yet." in page.content.decode()
    assert not EmailAddress.objects.filter(user=alice).exclude(email=alice.email).exists()


def test_a_domain_in_any_script_is_taken(sure: Client, alice: User) -> None:
    sure.post(EMAILS, {"email": "a@bücher.example", "action_add": ""})
    assert EmailAddress.objects.filter(user=alice, email="a@bücher.example").exists()
