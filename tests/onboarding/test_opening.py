"""The page that makes the blog and moves on to its editor."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.db import ProgrammingError
from django.test import Client

from accounts.models import User
from tenants.actions.create_tenant import create_tenant
from tenants.models import State, Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.support.handoff import host_of, path_of, query_of, target_of
from tests.support.sign_up import TOMAS

pytestmark = pytest.mark.django_db
PROVISION = "tenants.onboarding.opening.provision"


@pytest.fixture
def tenant(alice: User) -> Tenant:
    return create_tenant(by=alice, name="Night Ferry", address="nightferry")


def page_of(tenant: Tenant) -> str:
    return f"/blogs/{tenant.id}/opening/"


def test_the_first_look_makes_the_blog_and_leads_to_its_editor(
    platform_client: BlogClient, tenant: Tenant, alice: User
) -> None:
    response = platform_client(alice).get(page_of(tenant))
    assert response.status_code == 200
    tenant.refresh_from_db()
    assert tenant.state == State.READY
    target = target_of(response)  # type: ignore[arg-type]
    assert (urlsplit(target).hostname, urlsplit(target).path) == (host_of(tenant), "/login/")
    assert query_of(target) == {"next": "/studio/posts/new/?first=1"}
    assert response["Referrer-Policy"] == "no-referrer"


def test_from_the_form_to_the_editor_step_by_step(
    platform_client: BlogClient, blog_client: BlogClient
) -> None:
    platform = platform_client()
    opening = platform.post("/signup/", TOMAS)["Location"]
    login = target_of(platform.get(opening))  # type: ignore[arg-type]
    blog: Client = blog_client(Tenant.objects.get())
    start = target_of(blog.get(path_of(login)))  # type: ignore[arg-type]
    callback = target_of(platform.get(path_of(start)))  # type: ignore[arg-type]
    editor = blog.get(path_of(callback))
    assert (editor.status_code, editor["Location"]) == (302, "/studio/posts/new/?first=1")
    assert blog.get(editor["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ("/studio/settings/", "/studio/settings/"),
        ("//evil.example", "/studio/posts/new/?first=1"),
        ("https://evil.example", "/studio/posts/new/?first=1"),
    ],
)
def test_it_leads_to_a_path_of_the_blog_alone(
    platform_client: BlogClient, make_blog: MakeBlog, alice: User, given: str, leads: str
) -> None:
    tenant = make_blog("alice", alice)
    response = platform_client(alice).get(page_of(tenant), {"next": given})
    assert query_of(target_of(response)) == {"next": leads}  # type: ignore[arg-type]


def test_while_somebody_else_is_at_it_it_looks_again(
    platform_client: BlogClient, tenant: Tenant, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PROVISION, lambda _id: State.PROVISIONING)
    response = platform_client(alice).get(page_of(tenant))
    assert response.status_code == 200
    page = response.content.decode()
    assert 'data-state="making"' in page
    assert '<meta http-equiv="refresh" content="' in page
    assert "/login/?next=" not in page


def test_a_failure_is_said_and_can_be_tried_again(
    platform_client: BlogClient, tenant: Tenant, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_id: object) -> State:
        raise ProgrammingError("schema exists already")

    client = platform_client(alice)
    monkeypatch.setattr(PROVISION, fail)
    response = client.get(page_of(tenant))
    assert response.status_code == 503
    page = response.content.decode()
    assert 'data-state="failed"' in page
    assert "schema exists already" not in page
    assert "Try again" in page
    monkeypatch.undo()
    again = client.post(page_of(tenant))
    assert (again.status_code, again["Location"]) == (302, page_of(tenant))
    tenant.refresh_from_db()
    assert tenant.state == State.READY


@pytest.mark.parametrize("state", [State.SUSPENDED, State.DELETED])
def test_a_blog_that_is_closed_is_not_opened(
    platform_client: BlogClient, tenant: Tenant, alice: User, state: State
) -> None:
    Tenant.objects.filter(pk=tenant.pk).update(state=state)
    assert platform_client(alice).get(page_of(tenant))["Location"] == "/blogs/"


def test_it_is_nobody_elses(platform_client: BlogClient, tenant: Tenant, charlie: User) -> None:
    for method in ("get", "post"):
        assert getattr(platform_client(charlie), method)(page_of(tenant)).status_code == 404
    tenant.refresh_from_db()
    assert tenant.state == State.PROVISIONING


def test_a_stranger_signs_in_first(platform_client: BlogClient, tenant: Tenant) -> None:
    assert platform_client().get(page_of(tenant))["Location"].startswith("/accounts/login/?next=")


def test_other_methods_are_refused(
    platform_client: BlogClient, tenant: Tenant, alice: User
) -> None:
    assert platform_client(alice).delete(page_of(tenant)).status_code == 405
