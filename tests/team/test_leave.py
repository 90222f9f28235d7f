"""Leaving and handing over, on the platform's pages."""

from __future__ import annotations

import html

import pytest

from accounts.models import User
from tenants.models import Membership, Tenant
from tests.conftest import PASSWORD, BlogClient, Join

pytestmark = pytest.mark.django_db


def owner_of(tenant: Tenant) -> User:
    return Membership.objects.get(tenant=tenant, role="owner").user


def test_somebody_leaves_after_being_asked(
    tenant: Tenant, admin: User, platform_client: BlogClient
) -> None:
    client, path = platform_client(admin), f"/blogs/{tenant.id}/leave/"
    assert "Leave “Alice writes”?" in client.get(path).content.decode()
    assert Membership.objects.filter(user=admin).exists()
    assert "You no longer write on" in client.post(path, follow=True).content.decode()
    assert not Membership.objects.filter(user=admin).exists()
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("page", ["leave", "transfer"])
def test_who_has_no_part_finds_nothing(
    page: str, tenant: Tenant, charlie: User, platform_client: BlogClient
) -> None:
    path = f"/blogs/{tenant.id}/{page}/"
    assert platform_client().get(path)["Location"].startswith("/accounts/login/?next=")
    client = platform_client(charlie)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 404
    assert client.put(path).status_code == 405


def test_an_owner_cannot_leave(tenant: Tenant, alice: User, platform_client: BlogClient) -> None:
    assert platform_client(alice).post(f"/blogs/{tenant.id}/leave/").status_code == 404
    assert owner_of(tenant) == alice


def test_handing_over_asks_for_the_password_first(
    tenant: Tenant, alice: User, admin: User, platform_client: BlogClient
) -> None:
    client, path = platform_client(alice), f"/blogs/{tenant.id}/transfer/"
    data = {"to": admin.id, "name": "alice writes"}
    response = client.post(path, data)
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert owner_of(tenant) == alice
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(path, data)["Location"] == "/blogs/"
    assert owner_of(tenant) == admin


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "Bob writes"}, "The blog is called “Alice writes”."),
        ({"name": ""}, "Type the name"),
        ({"to": ""}, "Choose somebody."),
        ({"to": "00000000-0000-0000-0000-000000000000"}, "Select a valid choice"),
    ],
)
def test_a_slip_hands_nothing_over(
    change: dict[str, str],
    sentence: str,
    tenant: Tenant,
    alice: User,
    admin: User,
    platform_client: BlogClient,
) -> None:
    client = platform_client(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    data = {"to": str(admin.id), "name": tenant.name} | change
    response = client.post(f"/blogs/{tenant.id}/transfer/", data)
    assert sentence in html.unescape(response.content.decode())
    assert owner_of(tenant) == alice


def test_an_outsider_cannot_be_the_heir(
    tenant: Tenant, alice: User, admin: User, charlie: User, platform_client: BlogClient, join: Join
) -> None:
    client = platform_client(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post(f"/blogs/{tenant.id}/transfer/", {"to": str(charlie.id), "name": tenant.name})
    assert owner_of(tenant) == alice
