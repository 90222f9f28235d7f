from __future__ import annotations

import pytest

from accounts.models import User
from tenants.models import Domain, Membership, Tenant
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db
NEW = "/blogs/new/"
DATA = {"name": "Night Ferry", "address": "nightferry"}


def test_one_more_blog_for_the_same_account(
    platform_client: BlogClient, make_blog: MakeBlog, alice: User
) -> None:
    make_blog("alice", alice)
    client = platform_client(alice)
    assert b'name="email"' not in client.get(NEW).content
    response = client.post(NEW, DATA)
    tenant = Tenant.objects.get(name="Night Ferry")
    assert response["Location"] == f"/blogs/{tenant.id}/opening/"
    assert Membership.objects.get(tenant=tenant).user == alice
    assert User.objects.count() == 1


def test_what_is_wrong_is_said_and_input_is_kept(
    platform_client: BlogClient, make_blog: MakeBlog, alice: User
) -> None:
    make_blog("nightferry", alice)
    page = platform_client(alice).post(NEW, DATA).content.decode()
    assert "Someone writes at nightferry already" in page
    assert 'name="name" value="Night Ferry"' in page
    assert 'name="take"' in page
    assert Domain.objects.count() == 1


def test_a_suggestion_may_be_pressed(
    platform_client: BlogClient, make_blog: MakeBlog, alice: User
) -> None:
    make_blog("nightferry", alice)
    response = platform_client(alice).post(NEW, DATA | {"take": "ferry-notes"})
    assert response.status_code == 302
    assert Domain.objects.filter(domain__startswith="ferry-notes.").exists()


def test_the_database_has_the_last_word(
    platform_client: BlogClient, make_blog: MakeBlog, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_blog("nightferry", alice)
    monkeypatch.setattr("tenants.onboarding.addresses._free", lambda labels: list(labels))
    page = platform_client(alice).post(NEW, DATA).content.decode()
    assert "Someone writes at nightferry already" in page
    assert Domain.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_signs_in_first(platform_client: BlogClient, method: str) -> None:
    response = getattr(platform_client(), method)(NEW, DATA)
    assert response["Location"].startswith("/accounts/login/?next=%2Fblogs%2Fnew%2F")
    assert not Tenant.objects.exists()


def test_other_methods_are_refused(platform_client: BlogClient, alice: User) -> None:
    assert platform_client(alice).put(NEW).status_code == 405
