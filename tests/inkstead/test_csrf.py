"""Forms are taken from our own pages alone; a neighbouring blog is a stranger."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

HOME = f"http://{settings.PLATFORM_HOST}"

pytestmark = pytest.mark.django_db


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request) if request.method == "GET" else "taken")


urlpatterns = [
    path("form/", form),
    path("open/", csrf_exempt(form)),
    path("", include("inkstead.urls.platform")),  # what the page of refusal links to
]


@pytest.fixture(autouse=True)
def here() -> object:
    with override_settings(PUBLIC_SCHEMA_URLCONF=__name__):
        yield


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True, HTTP_HOST=settings.PLATFORM_HOST)


def post(client: Client, token: str | None = None, where: str = "/form/", **headers: str) -> int:
    token = client.get("/form/").content.decode() if token is None else token
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(where, {"csrfmiddlewaretoken": token}, headers=sent).status_code


def test_our_own_form_is_taken(client: Client) -> None:
    assert post(client) == 200
    assert post(client, Origin=HOME, Sec_Fetch_Site="same-origin") == 200
    assert post(client, Sec_Fetch_Site="none") == 200


@pytest.mark.parametrize("token", ["", "x" * 32, "x" * 64, "\0"])
def test_a_wrong_token_is_refused(client: Client, token: str) -> None:
    assert post(client, token) == 403


@pytest.mark.parametrize("site", ["same-site", "cross-site"])
def test_another_site_is_refused_even_with_the_token(client: Client, site: str) -> None:
    assert post(client, Sec_Fetch_Site=site) == 403
    assert post(client, Sec_Fetch_Site=site, Origin=HOME) == 403


@pytest.mark.parametrize(
    "origin",
    [
        f"http://alice.{settings.BLOGS_DOMAIN}",
        f"https://{settings.PLATFORM_HOST}",
        f"{HOME}:8001",
        f"{HOME}.evil.example",
        f"{HOME}/",
        "null",
        "",
    ],
)
def test_the_origin_is_exactly_ours(client: Client, origin: str) -> None:
    assert post(client, Origin=origin) == 403


def test_no_origin_is_trusted_by_settings(client: Client) -> None:
    with override_settings(CSRF_TRUSTED_ORIGINS=[f"http://*.{settings.BLOGS_DOMAIN}"]):
        assert post(client, Origin=f"http://alice.{settings.BLOGS_DOMAIN}") == 403


def test_a_view_that_says_so_is_open(client: Client) -> None:
    assert post(client, "", where="/open/", Sec_Fetch_Site="cross-site") == 200


def test_reading_is_free(client: Client) -> None:
    assert client.get("/form/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_the_refusal_is_in_plain_words(client: Client) -> None:
    page = client.post("/form/", headers={"Sec-Fetch-Site": "cross-site"}).content.decode()
    assert "We couldn’t accept that form." in page
    assert "Sec-Fetch-Site: cross-site" in page
    with override_settings(DEVELOPMENT=False):
        page = client.post("/form/", headers={"Sec-Fetch-Site": "cross-site"}).content.decode()
    assert "Sec-Fetch-Site" not in page
