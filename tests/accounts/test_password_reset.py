from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from accounts.bound_session import make_session
from accounts.models import Session, User
from journal.models import PlatformWork
from journal.work import run_platform_work
from tests.conftest import BlogClient
from tests.support.letters import deliver, links

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
NEW = "quite another sentence"


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    cache.clear()


def reset_link(client_maker: BlogClient, email: str) -> str:
    client_maker().post(RESET, {"email": email})
    (letter,) = deliver()
    return next(link for link in links(letter) if "/key/" in link)


def test_known_and_unknown_get_the_same_answer_and_cost_the_same(
    platform_client: BlogClient, alice: User, django_assert_num_queries: object
) -> None:
    answers = []
    for email in (alice.email, "nobody@post.example"):
        response = platform_client().post(RESET, {"email": email})
        page = platform_client().get(response["Location"])
        answers.append((response.status_code, response["Location"], page.content))
    assert answers[0] == answers[1]
    queued = PlatformWork.objects.filter(kind="letter").order_by("pk")
    assert [work.payload["email"] for work in queued] == [alice.email, "nobody@post.example"]
    assert [letter.to for letter in deliver()] == [[alice.email]]


def test_the_queue_holds_no_way_in(platform_client: BlogClient, alice: User) -> None:
    platform_client().post(RESET, {"email": alice.email})
    payload = PlatformWork.objects.get(kind="letter").payload
    assert payload == {"event": "reset_password", "email": alice.email, "language": "en"}


def test_the_worker_sends_it_once(platform_client: BlogClient, alice: User) -> None:
    platform_client().post(RESET, {"email": alice.email})
    run_platform_work()
    run_platform_work()
    assert PlatformWork.objects.get(kind="letter").done_at is not None
    assert deliver() == []


def test_the_link_leads_to_the_platforms_host_whatever_the_request_named(
    platform_client: BlogClient, alice: User
) -> None:
    client = platform_client()
    client.post(RESET, {"email": alice.email}, HTTP_HOST=f"{settings.PLATFORM_HOST}:666")
    (letter,) = deliver()
    assert letter.to == [alice.email]
    assert links(letter)
    for link in links(letter):
        assert link.startswith(f"http://{settings.PLATFORM_HOST}/"), link


@pytest.mark.parametrize("host", ["evil.example", "inkstead.localhost.evil.example"])
def test_a_forged_host_gets_no_page_at_all(
    platform_client: BlogClient, alice: User, host: str
) -> None:
    response = platform_client().post(RESET, {"email": alice.email}, HTTP_HOST=host)
    assert response.status_code == 404
    assert deliver() == []


def test_the_link_gives_a_new_password_and_ends_every_session(
    platform_client: BlogClient, alice: User
) -> None:
    make_session(alice, host=settings.PLATFORM_HOST)
    link = reset_link(platform_client, alice.email)
    client = platform_client()
    form = client.get(link, follow=True)
    assert b"Choose a new password" in form.content
    path = form.request["PATH_INFO"]
    response = client.post(path, {"password1": NEW})
    assert response["Location"] == "/accounts/password/reset/key/done/"
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert not Session.objects.filter(user=alice).exists()
    (notice,) = deliver()
    assert notice.subject == "Your password was changed"
    assert b"does not work any more" in platform_client().get(link, follow=True).content


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("ferry", "5 characters are too short. 12 or more, please; a sentence is fine."),
        ("alice@post.example", "That is too close to your e-mail or name."),
        ("password1234", "Too many people use that password"),
        ("x" * 1001, "That is too long: 1000 characters at most."),
        ("", "Choose a password."),
        ("\0" * 20, "Null characters are not allowed."),
    ],
)
def test_a_poor_password_is_refused_by_the_field(
    platform_client: BlogClient, alice: User, password: str, sentence: str
) -> None:
    client = platform_client()
    form = client.get(reset_link(platform_client, alice.email), follow=True)
    response = client.post(form.request["PATH_INFO"], {"password1": password})
    assert sentence in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()
    alice.refresh_from_db()
    assert not alice.check_password(password)


def test_a_link_lives_for_one_day(platform_client: BlogClient, alice: User) -> None:
    link = reset_link(platform_client, alice.email)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert b"does not work any more" in platform_client().get(link, follow=True).content


@pytest.mark.parametrize("key", ["nothing", "1-2", "x" * 500])
def test_a_made_up_link_is_no_link(platform_client: BlogClient, key: str) -> None:
    response = platform_client().get(f"{RESET}key/1-{key}/", follow=True)
    assert response.status_code == 200
    assert b"does not work any more" in response.content


def test_one_person_is_not_flooded(platform_client: BlogClient, alice: User) -> None:
    statuses = [platform_client().post(RESET, {"email": alice.email}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    page = platform_client().post(RESET, {"email": alice.email})
    assert b"That was too often." in page.content


@pytest.mark.parametrize(
    "typed", ["", "no e-mail", "a\0@b.example", "😀@x", "x" * 300 + "@b.example"]
)
def test_whatever_is_typed_is_answered(platform_client: BlogClient, typed: str) -> None:
    response = platform_client().post(RESET, {"email": typed})
    assert response.status_code == 200
    assert b'role="alert"' in response.content
