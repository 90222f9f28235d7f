"""Signing in on a blog by way of the platform."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Session, User
from journal.models import AuditEntry
from tenants.models import HandoffCode, State, Tenant
from tests.conftest import BlogClient
from tests.support.handoff import (
    ask,
    assert_refused,
    code_for,
    host_of,
    query_of,
    redeem,
    target_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_counters")]
COOKIE = settings.HANDOFF_COOKIE_NAME
STUDIO = "/studio/posts/"


def test_the_blog_keeps_a_verifier_and_sends_its_hash(blog: Client, tenant: Tenant) -> None:
    response = blog.get("/login/", {"next": "/studio/posts/new/"})
    cookie = response.cookies[COOKIE]
    assert len(cookie.value) == 43
    assert (cookie["max-age"], cookie["domain"], cookie["path"]) == (300, "", "/")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    url = urlsplit(response["Location"])
    assert (url.hostname, url.path) == (settings.PLATFORM_HOST, "/handoff/")
    assert query_of(response["Location"]) == {
        "host": host_of(tenant),
        "challenge": sha256(cookie.value.encode()).hexdigest(),
        "next": "/studio/posts/new/",
    }
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_whole_way_ends_in_the_studio(
    platform: Client, blog: Client, alice: User, tenant: Tenant
) -> None:
    response = redeem(blog, code_for(platform, blog))
    assert (response.status_code, response["Location"]) == (302, STUDIO)
    assert response["Referrer-Policy"] == "no-referrer"
    assert blog.get(STUDIO).status_code == 200
    row = Session.objects.get(tenant_id=tenant.id)
    assert (row.user, row.host) == (alice, host_of(tenant))
    assert row.parent_id == platform.cookies[settings.SESSION_COOKIE_NAME].value
    assert not HandoffCode.objects.exists()
    assert blog.cookies[COOKIE].value == ""
    actions = list(AuditEntry.objects.filter(action__startswith="handoff").order_by("at"))
    assert [entry.action for entry in actions] == ["handoff.issued", "handoff.entered"]
    assert {entry.tenant_id for entry in actions} == {tenant.id}


def test_signed_in_already_one_goes_right_there(
    blog_client: BlogClient, tenant: Tenant, alice: User
) -> None:
    response = blog_client(tenant, alice).get("/login/", {"next": "/studio/pages/"})
    assert response["Location"] == "/studio/pages/"
    assert COOKIE not in response.cookies


@pytest.mark.parametrize(
    "where", ["//evil.example", "/\\evil.example", "https://evil.example/", "/%2f/evil", "", "x"]
)
def test_a_next_that_leads_elsewhere_becomes_the_studio(
    blog: Client, blog_client: BlogClient, tenant: Tenant, alice: User, where: str
) -> None:
    assert query_of(target_of(blog.get("/login/", {"next": where})))["next"] == STUDIO  # type: ignore[arg-type]
    assert blog_client(tenant, alice).get("/login/", {"next": where})["Location"] == STUDIO


def test_the_platform_refuses_a_next_that_leads_elsewhere(platform: Client, blog: Client) -> None:
    path = ask(blog).replace("%2Fstudio%2Fposts%2F", "%2F%2Fevil.example")
    assert_refused(platform.get(path), "This sign-in is incomplete.", 400)  # type: ignore[arg-type]
    assert not HandoffCode.objects.exists()


@pytest.mark.parametrize("challenge", ["", "x", "g" * 64, "a" * 63, "A" * 64])
def test_the_platform_refuses_what_is_no_hash(platform: Client, challenge: str) -> None:
    data = {"host": "alice.inkstead.localhost", "challenge": challenge, "next": "/"}
    assert_refused(platform.get("/handoff/", data), "This sign-in is incomplete.", 400)  # type: ignore[arg-type]


def test_signed_out_one_signs_in_first_and_comes_back(
    platform_client: BlogClient, blog: Client, alice: User
) -> None:
    client, path = platform_client(), ask(blog)
    response = client.get(path)
    assert response["Location"].startswith("/accounts/login/?next=")
    data = {"login": alice.email, "password": "a sentence is fine"}
    after = client.post(response["Location"], data | {"next": path})
    assert after["Location"] == path
    code = query_of(target_of(client.get(path)))["code"]  # type: ignore[arg-type]
    assert redeem(blog, code)["Location"] == STUDIO


@pytest.mark.parametrize("site", ["none", "same-site", "cross-site"])
def test_from_outside_the_platform_answers_with_a_redirect(
    platform: Client, blog: Client, tenant: Tenant, site: str
) -> None:
    response = platform.get(ask(blog), headers={"sec-fetch-site": site})
    assert response.status_code == 302
    assert response["Location"].startswith(f"http://{host_of(tenant)}/handoff/?code=")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {}])
def test_after_a_form_of_its_own_it_answers_with_a_page_that_moves_on(
    platform: Client, blog: Client, tenant: Tenant, headers: dict[str, str]
) -> None:
    response = platform.get(ask(blog), headers=headers)
    assert response.status_code == 200
    assert target_of(response).startswith(f"http://{host_of(tenant)}/handoff/?code=")  # type: ignore[arg-type]
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_an_outsider_may_not_enter(
    platform_client: BlogClient, blog: Client, charlie: User
) -> None:
    response = platform_client(charlie).get(ask(blog))
    assert_refused(response, "You don’t write on that blog.", 404)  # type: ignore[arg-type]
    assert "/blogs/" in response.content.decode()
    assert not HandoffCode.objects.exists()


@pytest.mark.parametrize(
    "host", ["", "nobody.inkstead.localhost", "inkstead.localhost", "evil.example", "x" * 300]
)
def test_there_is_no_way_to_a_host_that_is_no_blog(platform: Client, host: str) -> None:
    data = {"host": host, "challenge": "a" * 64, "next": "/"}
    assert_refused(platform.get("/handoff/", data), "You don’t write on that blog.", 404)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [State.PROVISIONING, State.SUSPENDED, State.DELETED])
def test_there_is_no_way_to_a_blog_that_is_not_open(
    platform: Client, blog: Client, tenant: Tenant, state: State
) -> None:
    path = ask(blog)
    Tenant.objects.filter(pk=tenant.pk).update(state=state)
    assert platform.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/login/", "/handoff/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_asking_and_coming_back_take_a_get(blog: Client, path: str, method: str) -> None:
    assert getattr(blog, method)(path).status_code == 405


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_so_does_the_platform(platform: Client, method: str) -> None:
    assert getattr(platform, method)("/handoff/").status_code == 405
