"""The platform's own pages, and its words for what went wrong."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from inkstead.context import platform
from inkstead.views import errors
from tenants.signups.models import Mode, SignUpRules
from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Give your sentences a permanent address."),
        ("/about/", "About Inkstead"),
        ("/contact/", settings.CONTACT_EMAIL),
    ],
)
def test_a_stranger_reads_it(path: str, words: str, platform_client: BlogClient) -> None:
    response = platform_client().get(path)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("path", ["/", "/about/"])
@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.INVITE, "New people come by invitation here."),
        (Mode.CLOSED, "Nobody can sign up at the moment."),
        (Mode.APPROVE, "Ask for a blog"),
    ],
)
def test_nobody_is_asked_in_while_the_door_is_shut(
    path: str, mode: Mode, words: str, platform_client: BlogClient
) -> None:
    SignUpRules.objects.create(mode=mode)
    page = platform_client().get(path).content.decode()
    assert (words in page) is (path == "/" or mode == Mode.APPROVE)
    assert "Start your blog" not in page
    assert ('href="/signup/"' in page) is (mode == Mode.APPROVE)
    assert 'action="/signup/"' not in page


@pytest.mark.parametrize("path", ["/", "/about/", "/contact/sent/"])
def test_posting_is_not_a_thing_here(path: str, platform_client: BlogClient) -> None:
    assert platform_client().post(path).status_code == 405


def test_no_such_page(platform_client: BlogClient) -> None:
    response = platform_client().get("/no-such-page/")
    assert response.status_code == 404
    assert "There is no such page." in response.content.decode()
    assert "/no-such-page/" in response.content.decode()


def test_a_path_is_shown_as_text(platform_client: BlogClient) -> None:
    page = platform_client().get("/<script>alert(1)</script>/").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403)])
def test_errors_have_their_status(view: object, status: int, rf: RequestFactory) -> None:
    response = view(rf.get("/"), Exception("a detail of ours"))  # type: ignore[operator]
    assert response.status_code == status
    assert "a detail of ours" not in response.content.decode()


def test_the_last_resort_needs_nothing(rf: RequestFactory) -> None:
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()


def test_templates_get_absolute_addresses_on_every_host(rf: RequestFactory) -> None:
    known = platform(rf.get("/", headers={"Host": "alice.example"}))["platform"]
    home = f"http://{settings.PLATFORM_HOST}"
    assert known["name"] == "Inkstead"
    assert known["url"] == f"{home}/"
    assert known["signup_url"] == f"{home}/signup/"
    assert known["blogs_url"] == f"{home}/blogs/"
    assert known["signin_url"].startswith(f"{home}/accounts/")


def test_bare_localhost_leads_to_the_platform() -> None:
    response = Client(HTTP_HOST="localhost").get("/anything?a=1")
    assert response.status_code == 302
    assert response["Location"] == f"http://{settings.PLATFORM_HOST}/anything?a=1"
